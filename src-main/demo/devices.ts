import type { RestClient } from '../sync/rest-client.ts';
import type { SimulatorClient } from './simulator-client.ts';

// The demo's phone that is linked by QR code: over the simulator's gateway, scanned as somebody of the company would.

type Call = RestClient['call'];

/** The name of the demo's one endpoint. */
export const demoEndpoint = 'Primary';

/** Gives the company the endpoint and links a phone. */
export async function linkPhone(
  call: Call,
  simulator: SimulatorClient,
  { token, tenant }: { token: string; tenant: string },
): Promise<void> {
  await call('assignEndpoint', { token, params: { tenantId: tenant }, body: { endpoint_name: demoEndpoint } });
  const { device } = await call('addDevice', { token, body: { name: 'Front desk' } });
  await scan(call, simulator, { token, id: device.id });
}

/** A gateway that has just started knows no device: each is scanned again by the phone it was linked to. */
export async function linkAgain(call: Call, simulator: SimulatorClient, token: string): Promise<void> {
  for (const { id, phoneNumber } of (await call('listDevices', { token })).devices) {
    if (phoneNumber === null) continue;
    await call('reconnectDevice', { token, params: { id } });
    await scan(call, simulator, { token, id, waId: phoneNumber.replace(/\D/g, '') });
  }
}

async function scan(
  call: Call,
  simulator: SimulatorClient,
  { token, id, waId }: { token: string; id: string; waId?: string },
): Promise<void> {
  const { qr } = await call('deviceCode', { token, params: { id } });
  if (qr !== null) await simulator.scan(qr.code, waId);
}

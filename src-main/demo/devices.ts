import type { DeviceId } from '#shared/ids.ts';
import type { Clock } from '../sync/clock.ts';
import type { RestClient } from '../sync/rest-client.ts';
import type { SimulatorClient } from './simulator-client.ts';

// The demo's phone that is linked by QR code: over the simulator's gateway, scanned as somebody of the company would.

interface Stage {
  call: RestClient['call'];
  simulator: SimulatorClient;
  clock: Clock;
}

/** The name of the demo's one endpoint. */
export const demoEndpoint = 'Primary';

/** Gives the company the endpoint and links a phone. */
export async function linkPhone(stage: Stage, token: string, tenant: string): Promise<void> {
  const { call } = stage;
  await call('assignEndpoint', { token, params: { tenantId: tenant }, body: { endpoint_name: demoEndpoint } });
  const { device } = await call('addDevice', { token, body: { name: 'Front desk' } });
  await scan(stage, token, device.id);
}

/** A gateway that has just started knows no device: each is scanned again by the phone it was linked to. */
export async function linkAgain(stage: Stage, token: string): Promise<void> {
  const { call } = stage;
  for (const { id, phoneNumber } of (await call('listDevices', { token })).devices) {
    if (phoneNumber === null) continue;
    await call('reconnectDevice', { token, params: { id } });
    await scan(stage, token, id, phoneNumber.replace(/\D/g, ''));
  }
}

/** Shows the phone what the device shows, until they are connected. */
async function scan({ call, simulator, clock }: Stage, token: string, id: DeviceId, waId?: string): Promise<void> {
  let scanned = false;
  for (let tries = 0; tries < 40; tries++) {
    const { state, qr } = await call('deviceCode', { token, params: { id } });
    if (state === 'connected') return;
    if (qr !== null && !scanned) {
      await simulator.scan(qr.code, waId);
      scanned = true;
    }
    await new Promise<void>((resolve) => clock.after(250, resolve));
  }
}

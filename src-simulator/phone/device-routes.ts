import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.ts';
import type { PhoneDevice } from './wire.ts';

/** Devices at the gateway as *Link a device* shows them. Scanning one is the gateway's own call, `POST /scan`. */
export function registerDevices(app: FastifyInstance, { gateway }: Simulator): void {
  app.get('/devices', async (): Promise<{ devices: PhoneDevice[] }> => ({
    devices: gateway.list().map(({ name, state, number, code }) => ({
      name,
      state,
      display: number?.display ?? null,
      pending: code && { code: code.code, image: code.base64 },
    })),
  }));
}

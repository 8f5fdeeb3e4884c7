import { z } from 'zod';
import { Device, DeviceState } from '../device.ts';
import { done, nothing, route } from './route.ts';

const one = z.object({ device: Device });

/** Numbers that are linked by QR code, over the company's endpoint (E-4). `:id` is the device's. */
export const devicesRoutes = {
  listDevices: route('GET', '/api/whatsapp/devices', {
    summary: 'List devices',
    query: nothing,
    body: nothing,
    response: z.object({ devices: z.array(Device), count: z.int() }),
  }),
  addDevice: route('POST', '/api/whatsapp/devices', {
    summary: 'Add a device',
    description: 'Then show the code of `GET /api/whatsapp/devices/:id/qr` to the phone.',
    query: nothing,
    body: z.object({ name: z.string().trim().min(1).max(200) }),
    response: one,
  }),
  deviceCode: route('GET', '/api/whatsapp/devices/:id/qr', {
    summary: 'Show the QR code of a device',
    description: 'Codes change every few seconds: ask again after `refreshAfterMs` until `state` is `connected`.',
    query: nothing,
    body: nothing,
    response: z.object({
      state: DeviceState,
      /** null: there is nothing to scan. `image`: a PNG as data URL; `code`: what it says. */
      qr: z.object({ image: z.string(), code: z.string(), pairingCode: z.string().nullable() }).nullable(),
      refreshAfterMs: z.int(),
    }),
  }),
  reconnectDevice: route('POST', '/api/whatsapp/devices/:id/reconnect', {
    summary: 'Connect a device again',
    description: 'With its phone; one that was unlinked shows a new code.',
    query: nothing,
    body: nothing,
    response: one,
  }),
  /** The phone forgets it, and its account can't send any more; the conversations stay. */
  removeDevice: route('DELETE', '/api/whatsapp/devices/:id', {
    summary: 'Remove a device',
    query: nothing,
    body: nothing,
    response: done,
  }),
} as const;

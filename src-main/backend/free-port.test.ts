import { createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { firstPort } from './free-port.ts';

it('ruling 55 takes the wanted port while it is free, and any other once it is not', async () => {
  const holder = createServer();
  const port = await new Promise<number>((resolve) => {
    // Listening on a port, so the address is not a pipe's name.
    holder.listen(0, '127.0.0.1', () => resolve((holder.address() as AddressInfo).port));
  });
  expect(await firstPort(port)).toBe(0);
  await new Promise((resolve) => holder.close(resolve));
  expect(await firstPort(port)).toBe(port);
});

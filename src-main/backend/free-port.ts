import { createServer } from 'node:net';

const preferred = 5050;

/** The port a new bundled backend takes and then keeps: 5050 if it is free on this machine, else any (0). Ruling 55. */
export async function firstPort(port = preferred): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(0));
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(port)));
  });
}

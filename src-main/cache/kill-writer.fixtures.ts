// Child process of the kill test: adds mutations as fast as it can and prints each id once it is acknowledged.
import { aSend, me, t0 } from './entities.fixtures.ts';
import { openStore } from './store.ts';

const [, , dir = ''] = process.argv;
const workerUrl = new URL('./store-worker.ts', import.meta.url);
const store = await openStore(workerUrl, { dir, key: Buffer.alloc(32, 7), now: t0 }, () => undefined);
await store.call('setOwner', { userId: me, superadmin: false });
for (;;) {
  const send = aSend();
  await store.call('enqueue', send, { now: t0, notBefore: null, accountId: null, clearDraft: null });
  process.stdout.write(`${send.id}\n`);
}

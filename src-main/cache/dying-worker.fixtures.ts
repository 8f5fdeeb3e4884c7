// A store worker that dies once, on the first `outboxCounts` it is asked, leaving the call unanswered.
import { existsSync, writeFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { Request } from './store-messages.ts';

const diedBefore = process.env['PARLEY_TEST_DIED_BEFORE'] ?? '';
parentPort?.on('message', ({ method }: Request) => {
  if (method !== 'outboxCounts' || existsSync(diedBefore)) return;
  writeFileSync(diedBefore, '');
  process.exit(1);
});
await import('./store-worker.ts');

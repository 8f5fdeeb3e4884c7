import { expect, it } from 'vitest';
import { OptionError, readOptions, usage } from './options.ts';

it('has defaults that need no flag', () => {
  expect(readOptions([])).toMatchObject({
    port: 0,
    host: '127.0.0.1',
    live: false,
    statusDelays: { sent: 300, delivered: 900, read: 4000 },
    readRate: null,
    clockAt: null,
    stateFile: null,
  });
});

it('reads every flag it tells of', () => {
  const args = '--port 4010 --host ::1 --seed s --live --status-delays 1,2,3 --read-rate 0.5 --allow-old-versions';
  const more =
    '--webhook-batch 9 --webhook-retry-scale 0.1 --webhook-timeout 50 --ledger-size 200 --state f --exit-with-parent';
  const switches = '--fault errorCode=131056 --fault dropStatuses=sent,delivered';
  const rules = '--limits off --free-service-messages 1000 --template-review-ms 5';
  expect(readOptions(`${args} ${more} ${rules} ${switches} --clock-at 2026-11-20T09:00:00Z`.split(' '))).toEqual({
    port: 4010,
    host: '::1',
    seed: 's',
    live: true,
    statusDelays: { sent: 1, delivered: 2, read: 3 },
    readRate: 0.5,
    allowOldVersions: true,
    webhookBatch: 9,
    webhookRetryScale: 0.1,
    webhookTimeoutMs: 50,
    hasLimits: false,
    freeServiceMessages: 1000,
    templateReviewMs: 5,
    faults: { errorCode: 131056, dropStatuses: ['sent', 'delivered'] },
    ledgerSize: 200,
    clockAt: Date.parse('2026-11-20T09:00:00Z'),
    stateFile: 'f',
    exitWithParent: true,
    help: false,
  });
  for (const flag of `${args} ${more} ${rules} ${switches} --clock-at --help`.match(/--[a-z-]+/g) ?? [])
    expect(usage).toContain(flag);
});

it.each([
  ['--port', '70000'],
  ['--status-delays', '1,2'],
  ['--read-rate', '2'],
  ['--clock-at', 'yesterday'],
  ['--limits', 'some'],
  ['--fault', 'errorCode=7'],
  ['--fault', 'explode'],
  ['--prot', '1'],
])('names %s when it is wrong', (flag, value) => {
  expect(() => readOptions([flag, value])).toThrow(OptionError);
  expect(() => readOptions([flag, value])).toThrow(flag);
});

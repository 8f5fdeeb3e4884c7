import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';
import { errorTable } from './error-table.ts';

// Every row of Meta's table of errors with its HTTP status; of a range its ends. Those that a state brings about are
// also provoked by that state, in the tests that README.md (*What brings which error*) points at; this is the switch.
const rows: readonly (readonly [status: number, codes: readonly number[]])[] = [
  [401, [0, 104, 190]],
  [400, [1, 4, 17, 32, 33, 100, 613, 2500, 80007, 80008]],
  [503, [2, 133004]],
  [500, [3, 131000, 131016, 131045, 131057, 133000, 134102, 139103]],
  [403, [10, 200, 299, 368, 130497, 131005, 131031]],
  [400, [130403, 130472, 131008, 131009, 131020, 131041, 131200, 131299, 131021, 131026, 131030, 131037]],
  [429, [130429]],
  [400, [131042, 131044, 131047, 131048, 131049, 131050, 131051, 131052, 131053, 131055, 131056, 131059, 131060]],
  [400, [131062, 131063, 131064, 132000, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069]],
  [404, [132001]],
  [400, [133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101, 135000, 136024, 136025]],
  [400, [137000, 138000, 138018, 139000, 139004, 139100, 139101, 139102, 141006, 141010]],
  [400, [147001, 147002, 147003, 147004, 147005, 1752041, 2388001, 2388019, 2388023, 2388024, 2388039, 2388040]],
  [400, [2388047, 2388072, 2388073, 2388103, 2388293, 2388299, 2494100, 2494164, 2494179, 2593107, 2593108, 2593109]],
];

it.each(rows)('the switch errorCode answers %i with %j, in Meta’s envelope', async (status, codes) => {
  const { post, sendText, waId, simulator } = await start();
  for (const code of codes) {
    await post('/_control/faults', { errorCode: code, errorCount: 1 });
    const answer = await sendText(waId, 'Hello');
    expect({ code, status: answer.status }).toEqual({ code, status });
    expect(answer.body).toEqual({
      error: {
        message: expect.stringContaining(errorTable[code]?.title ?? `(#${code})`),
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details: expect.stringMatching(/\w/) },
        fbtrace_id: expect.stringMatching(/^A\w+/),
      },
    });
  }
  // Nothing of what was refused was taken in.
  expect(simulator.ledger.counts().sends).toBe(0);
});

it('the table and the rows name the same codes', () => {
  const listed = new Set(rows.flatMap(([, codes]) => codes));
  // Codes outside Meta's messaging table, met where callbacks are verified, registrations and calls are refused.
  const others = [2200, 131215, 138006, 138009, 139001, 139002, 139003];
  expect(
    Object.keys(errorTable)
      .map(Number)
      .filter((code) => !listed.has(code)),
  ).toEqual(others);
});

import { expect, it } from 'vitest';
import { start } from '../../testing/start.ts';
import type { Value } from '../../testing/receiver.ts';

interface Listed {
  name: string;
  field: string;
  wabaId: string;
  entryId?: string;
  value: Value;
}

const fields = [
  ['messages', 40],
  ['message_template_status_update', 14],
  ['message_template_quality_update', 1],
  ['message_template_components_update', 1],
  ['template_category_update', 2],
  ['template_correct_category_detection', 1],
  ['phone_number_quality_update', 3],
  ['phone_number_name_update', 2],
  ['business_capability_update', 2],
  ['account_update', 16],
  ['account_alerts', 3],
  ['account_review_update', 4],
  ['account_settings_update', 1],
  ['security', 3],
  ['business_username_update', 1],
  ['business_username_updates', 1],
  ['partner_solutions', 1],
  ['payment_configuration_update', 1],
  ['automatic_events', 1],
  ['flows', 2],
  ['user_preferences', 3],
  ['user_id_update', 1],
  ['calls', 12],
  ['smb_message_echoes', 4],
  ['smb_app_state_sync', 3],
  ['history', 6],
  ['standby', 3],
  ['messaging_handovers', 2],
  ['group_lifecycle_update', 2],
  ['group_participants_update', 3],
  ['group_settings_update', 2],
  ['group_status_update', 2],
  ['message_echoes', 1],
  ['consumer_profile', 1],
  ['field_of_the_future', 1],
] as const;

it.each(fields)('has examples of %s', async (field, least) => {
  const { get, clinic } = await start();
  const { examples } = (await get(`/_control/webhooks/examples?field=${field}`)).body;
  expect(examples.length).toBeGreaterThanOrEqual(least);
  const others = (await get(`/_control/webhooks/examples?field=${field}&phoneNumberId=${clinic}`)).body.examples;
  expect(others.map(({ name }: Listed) => name)).toEqual(examples.map(({ name }: Listed) => name));
});

it('emits every example, signed, in the envelope of its account, and writes the rare fields into the ledger', async () => {
  const { get, post, receiver } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const examples: Listed[] = (await get('/_control/webhooks/examples')).body.examples;
  expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
  for (const { name } of examples) {
    expect([name, (await post('/_control/webhooks/emit', { example: name, wait: true })).status]).toEqual([name, 200]);
  }
  expect(receiver.posts).toHaveLength(examples.length);
  expect(receiver.posts.every(({ isSigned }) => isSigned)).toBe(true);
  expect(receiver.changes).toEqual(
    examples.map(({ field, value, wabaId, entryId }) => ({ field, value, wabaId: entryId ?? wabaId })),
  );
  const { webhooks } = (await get('/_control/ledger')).body;
  const rare = examples.filter(({ field }) => field !== 'messages');
  expect(webhooks.map(({ field }: Listed) => field)).toEqual(rare.map(({ field }) => field));
  expect(webhooks[0].value).toEqual(rare[0]?.value);
});

it('carries the numbers and strings that Meta uses for ids and times', async () => {
  const { get, post, receiver } = await start();
  const { examples } = (await get('/_control/webhooks/examples')).body;
  const find = (name: string): Value => examples.find((example: Listed) => example.name === name).value;
  expect(typeof find('message_template_status_update/approved').message_template_id).toBe('number');
  expect(typeof find('user_preferences/stop').user_preferences[0].timestamp).toBe('number');
  expect(typeof find('messages/text').messages[0].timestamp).toBe('string');
  await post('/_control/webhooks/emit', { example: 'account_review_update/approved', wait: true, time: 1_763_600_000 });
  expect(receiver.posts[0]?.body.entry[0].time).toBe(1_763_600_000);
  await post('/_control/webhooks/emit', { example: 'messages/odd_text', wait: true });
  expect(receiver.posts[1]?.body.entry[0].time).toBeUndefined();
  expect(receiver.posts[1]?.raw.toString('latin1')).toContain(String.raw`nul \u0000 lone \ud83d end`);
});

it('emits whatever it is given, and says what is missing', async () => {
  const { post, receiver, simulator } = await start();
  const wabaId = simulator.company.wabas[1]?.id;
  const value = { anything: ['ü', 1, null] };
  await post('/_control/webhooks/emit', { wabaId, field: 'news', value, wait: true });
  expect(receiver.changes).toEqual([{ field: 'news', wabaId, value }]);
  const refusalOf = async (body: object): Promise<[number, string]> => {
    const answer = await post('/_control/webhooks/emit', body);
    return [answer.status, answer.body.message];
  };
  expect(await refusalOf({ field: 'news', value })).toEqual([400, expect.stringMatching(/^field: give/)]);
  expect(await refusalOf({ field: 'news', value, wabaId: '1' })).toEqual([404, expect.stringContaining('account 1')]);
  expect(await refusalOf({ example: 'nothing' })).toEqual([404, expect.stringContaining('examples lists them')]);
});

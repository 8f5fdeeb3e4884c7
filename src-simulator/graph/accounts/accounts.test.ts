import { expect, it } from 'vitest';
import { start } from '../../testing/start.ts';

it('answers every field of an account, the portfolio and the accounts it owns', async () => {
  const { get, post, simulator } = await start();
  const { company } = simulator;
  const as = { authorization: `Bearer ${simulator.tokens.current()}` };
  const waba = company.wabas[1]?.id;
  const fields =
    'id,name,currency,timezone_id,country,message_template_namespace,account_review_status,business_verification_status,ownership_type,primary_business_location,owner_business_info,on_behalf_of_business_info,marketing_messages_lite_api_status,health_status{can_send_message},whatsapp_business_manager_messaging_limit';
  expect((await get(`/v26.0/${waba}?fields=${fields}`, as)).body).toEqual({
    id: waba,
    name: 'Marlow Health',
    currency: 'EUR',
    timezone_id: '37',
    country: 'DE',
    message_template_namespace: expect.any(String),
    account_review_status: 'APPROVED',
    business_verification_status: 'verified',
    ownership_type: 'CLIENT_OWNED',
    primary_business_location: 'DE',
    owner_business_info: { id: company.businessId, name: 'Marlow Group' },
    on_behalf_of_business_info: { id: company.businessId, name: 'Marlow Group', status: 'APPROVED', type: 'SELF' },
    marketing_messages_lite_api_status: 'INELIGIBLE',
    health_status: { can_send_message: 'AVAILABLE' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
  });
  expect((await post(`/${waba}`, { name: 'Marlow Care' }, as)).body).toEqual({ success: true });
  const owned = `/${company.businessId}/owned_whatsapp_business_accounts?fields=name&limit=1`;
  const first = (await get(owned, as)).body;
  expect(first.data).toEqual([{ name: 'Marlow Stores', id: company.wabas[0]?.id }]);
  expect((await get(`${owned}&after=${first.paging.cursors.after}`, as)).body.data[0].name).toBe('Marlow Care');
  expect((await get(`/${company.businessId}/client_whatsapp_business_accounts`, as)).body).toEqual({ data: [] });
  expect((await get(`/${company.businessId}?fields=name,verification_status`, as)).body).toEqual({
    name: 'Marlow Group',
    verification_status: 'verified',
    id: company.businessId,
  });
});

it('counts what was sent and delivered by period', async () => {
  const { get, sendText, receiver, simulator } = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const as = { authorization: `Bearer ${simulator.tokens.current()}` };
  const waba = simulator.company.wabas[0]?.id;
  const nine = Date.parse('2026-11-20T09:00:00Z') / 1000;
  const day = nine - (nine % 86_400);
  await sendText('1234567890', 'one');
  await sendText('919876543220', 'two');
  simulator.clock.advance(10_000);
  await receiver.until(() => receiver.statuses().filter(({ status }) => status === 'delivered').length === 2);
  const ask = async (args: string): Promise<{ analytics?: object; error?: { code: number } }> =>
    (await get(`/${waba}?fields=analytics${args}`, as)).body;
  expect((await ask(`.start(${day}).end(${day + 172_800}).granularity(DAY)`)).analytics).toEqual({
    phone_numbers: ['12025550143', '442079460958'],
    country_codes: [],
    granularity: 'DAY',
    data_points: [{ start: day, end: day + 86_400, sent: 2, delivered: 2 }],
  });
  const hotel = await ask(`.start(${day}).end(${day + 1}).granularity(HALF_HOUR).phone_numbers(["442079460958"])`);
  expect(hotel.analytics).toMatchObject({ phone_numbers: ['442079460958'], data_points: [] });
  for (const bad of [
    '',
    '.start(1).end(0).granularity(DAY)',
    '.start(0).end(9).granularity(YEAR)',
    '.start(x).end(9).granularity(DAY)',
    '.start(0).end(99999999999).granularity(HALF_HOUR)',
  ]) {
    expect([bad, (await ask(bad)).error?.code]).toEqual([bad, 100]);
  }
});

it('assigns users of the business to an account and takes them away', async () => {
  const { get, post, url, simulator } = await start();
  const { company } = simulator;
  const as = { authorization: `Bearer ${simulator.tokens.current()}` };
  const path = `/v26.0/${company.wabas[0]?.id}/assigned_users`;
  const users = async (): Promise<{ id: string; tasks: string[] }[]> =>
    (await get(`${path}?business=${company.businessId}&fields=id,tasks`, as)).body.data;
  const [, person] = await users();
  expect((await post(path, { user: person?.id, tasks: ['DEVELOP', 'MESSAGING'] }, as)).body).toEqual({ success: true });
  expect((await users()).at(-1)?.tasks).toEqual(['DEVELOP', 'MESSAGING']);
  const removed = await fetch(`${url}${path}?user=${person?.id}`, { method: 'DELETE', headers: as });
  expect(await removed.json()).toEqual({ success: true });
  expect(await users()).toHaveLength(1);
  for (const bad of [
    {},
    { user: '1', tasks: ['MANAGE'] },
    { user: person?.id },
    { user: person?.id, tasks: ['FLY'] },
  ]) {
    expect([bad, (await post(path, bad, as)).body.error?.code]).toEqual([bad, 100]);
  }
  expect((await get(`${path}?business=1`, as)).body.error.code).toBe(100);
});

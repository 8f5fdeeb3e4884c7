import { expect, it } from 'vitest';
import { startReceiver } from '../../testing/receiver.ts';
import { start } from '../../testing/start.ts';

it('answers every field of a number, some only in versions that have them', async () => {
  const { get, shop, clinic, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const fields =
    'id,display_phone_number,verified_name,status,quality_rating,quality_score{score},name_status,new_name_status,code_verification_status,throughput{level},platform_type,is_on_biz_app,account_mode,whatsapp_business_manager_messaging_limit,webhook_configuration,is_official_business_account,is_pin_enabled,is_preverified_number,search_visibility,last_onboarded_time,conversational_automation{prompts},health_status{can_send_message},username,whatsapp_business_profile{vertical}';
  const answer = await get(`/v26.0/${shop}?fields=${encodeURIComponent(fields)}`, { authorization });
  expect(answer.body).toEqual({
    id: shop,
    display_phone_number: '+1 202-555-0143',
    verified_name: 'Marlow Store',
    status: 'CONNECTED',
    quality_rating: 'GREEN',
    quality_score: { score: 'GREEN' },
    name_status: 'APPROVED',
    new_name_status: 'NONE',
    code_verification_status: 'VERIFIED',
    throughput: { level: 'STANDARD' },
    platform_type: 'CLOUD_API',
    is_on_biz_app: false,
    account_mode: 'LIVE',
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    webhook_configuration: {},
    is_official_business_account: false,
    is_pin_enabled: true,
    is_preverified_number: false,
    search_visibility: 'VISIBLE',
    last_onboarded_time: '2026-04-02T08:00:00+0000',
    conversational_automation: { prompts: [], id: shop },
    health_status: { can_send_message: 'AVAILABLE' },
    whatsapp_business_profile: { data: [{ vertical: 'OTHER' }] },
  });
  const old = await get(`/v23.0/${shop}?fields=messaging_limit_tier`, { authorization });
  expect(old.body).toEqual({ messaging_limit_tier: 'TIER_2K', id: shop });
  expect((await get(`/v24.0/${shop}?fields=messaging_limit_tier`, { authorization })).body.error.message).toContain(
    'node type (WhatsAppBusinessPhoneNumber)',
  );
  expect((await get(`/${clinic}?fields=is_on_biz_app,platform_type`, { authorization })).body).toEqual({
    is_on_biz_app: true,
    platform_type: 'CLOUD_API',
    id: clinic,
  });
});

it('lists numbers filtered, ordered, with nested fields and inside the account', async () => {
  const { get, shop, hotel, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const waba = simulator.company.wabas[0]?.id;
  const list = async (query: string): Promise<string[]> =>
    (await get(`/${waba}/phone_numbers?fields=id&${query}`, { authorization })).body.data.map(
      ({ id }: { id: string }) => id,
    );
  const filter = (field: string, operator: string, value: unknown): string =>
    `filtering=${encodeURIComponent(JSON.stringify([{ field, operator, value }]))}`;
  expect(await list('')).toEqual([shop, hotel]);
  expect(await list('sort=creation_time_descending')).toEqual([hotel, shop]);
  expect(await list(filter('account_mode', 'EQUAL', 'SANDBOX'))).toEqual([]);
  expect(await list(filter('verified_name', 'CONTAIN', 'Hotel'))).toEqual([hotel]);
  for (const bad of [filter('shoe', 'EQUAL', 1), filter('status', 'LIKE', 1), 'filtering={}', 'sort=backwards']) {
    expect((await get(`/${waba}/phone_numbers?${bad}`, { authorization })).body.error.code).toBe(100);
  }
  const inside = await get(`/${waba}?fields=name,phone_numbers.limit(1){verified_name,throughput{level}}`, {
    authorization,
  });
  expect(inside.body.phone_numbers.data).toEqual([
    { verified_name: 'Marlow Store', throughput: { level: 'STANDARD' }, id: shop },
  ]);
});

it('changes PIN, display name and visibility; the new name counts once it is approved and registered', async () => {
  const { get, post, shop, simulator, receiver } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const change = (body: object): ReturnType<typeof post> => post(`/v26.0/${shop}`, body, { authorization });
  const show = async (fields: string): Promise<object> =>
    (await get(`/${shop}?fields=${fields}`, { authorization })).body;

  expect((await change({ pin: '999999' })).body).toEqual({ success: true });
  await receiver.until(() => receiver.changes.some(({ field }) => field === 'security'));
  expect(receiver.changes.find(({ field }) => field === 'security')?.value).toEqual({
    display_phone_number: '12025550143',
    event: 'PIN_CHANGED',
  });
  expect((await change({ search_visibility: 'NON_VISIBLE', new_display_name: 'Marlow Outlet' })).status).toBe(200);
  expect(await show('search_visibility,verified_name,new_name_status')).toMatchObject({
    search_visibility: 'NON_VISIBLE',
    verified_name: 'Marlow Store',
    new_name_status: 'PENDING_REVIEW',
  });
  await post(`/_control/numbers/${shop}`, { nameDecision: 'APPROVED' });
  await post(`/${shop}/register`, { messaging_product: 'whatsapp', pin: '999999' }, { authorization });
  expect(await show('verified_name,new_name_status')).toMatchObject({
    verified_name: 'Marlow Outlet',
    new_name_status: 'NONE',
  });
  for (const bad of [{}, { pin: '1' }, { pin: 123456 }, { new_display_name: 'x' }, { webhook_configuration: 'x' }]) {
    expect([bad, (await change(bad)).body.error?.code]).toEqual([bad, 100]);
  }
});

it("sends a number's messages to the number's own URL once it has shaken hands", async () => {
  const { get, post, shop, simulator, waId } = await start([], { isSubscribed: false });
  const { company, tokens } = simulator;
  const authorization = `Bearer ${tokens.current()}`;
  const own = await startReceiver(company);
  const account = await startReceiver(company);
  const callback = { override_callback_uri: account.url, verify_token: company.verifyToken };
  await post(`/${company.wabas[0]?.id}/subscribed_apps`, callback, { authorization });
  const set = (uri: string, token: string): ReturnType<typeof post> =>
    post(`/${shop}`, { webhook_configuration: { override_callback_uri: uri, verify_token: token } }, { authorization });
  expect((await set(own.url, 'wrong')).body.error.code).toBe(2200);
  expect((await set(own.url, company.verifyToken)).body).toEqual({ success: true });
  expect((await get(`/${shop}?fields=webhook_configuration`, { authorization })).body.webhook_configuration).toEqual({
    phone_number: own.url,
    whatsapp_business_account: account.url,
  });
  const write = (text: string): ReturnType<typeof post> =>
    post('/_control/inbound', { waId, phoneNumberId: shop, message: { text } });
  await write('to the number');
  await own.until(() => own.messages().length === 1);
  expect((await set('', '')).body).toEqual({ success: true });
  await write('to the account');
  await account.until(() => account.messages().length === 1);
  expect(own.messages()).toHaveLength(1);
  await own.close();
  await account.close();
});

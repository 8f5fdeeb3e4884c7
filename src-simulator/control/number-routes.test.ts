import { expect, it } from 'vitest';
import { start, type Started } from '../testing/start.ts';

/** `value`s of one webhook field, as soon as there are `count`. */
async function heard({ receiver }: Started, field: string, count: number): Promise<object[]> {
  const values = (): object[] => receiver.changes.filter((change) => change.field === field).map(({ value }) => value);
  await receiver.until(() => values().length >= count);
  return values();
}

it("refuses sends by the number's and the account's state, each with its code, and lets them pass again", async () => {
  const started = await start();
  const { post, sendText, shop, simulator } = started;
  const waba = simulator.company.wabas[0]?.id;
  const code = async (): Promise<number | null> => (await sendText('1234567890', 'hi')).body.error?.code ?? null;
  const number = (body: object): Promise<unknown> => post(`/_control/numbers/${shop}`, body);
  const account = (body: object): Promise<unknown> => post(`/_control/accounts/${waba}`, body);
  const states: [number, () => Promise<unknown>, () => Promise<unknown>][] = [
    [133010, () => number({ registered: false }), () => number({ registered: true })],
    [131045, () => number({ certificateBroken: true }), () => number({ certificateBroken: false })],
    [131057, () => number({ maintenance: 131057 }), () => number({ maintenance: null })],
    [2494100, () => number({ maintenance: 2494100 }), () => number({ maintenance: null })],
    [131031, () => number({ standing: 'BANNED' }), () => number({ standing: null })],
    [33, () => number({ standing: 'DELETED' }), () => number({ standing: null })],
    [131037, () => number({ nameDecision: 'REJECTED' }), () => number({ nameDecision: 'APPROVED' })],
    [131030, () => number({ allowedRecipients: ['12025550117'] }), () => number({ allowedRecipients: null })],
    [131042, () => account({ hasPaymentMethod: false }), () => account({ hasPaymentMethod: true })],
    [131031, () => account({ locked: true }), () => account({ locked: false })],
    [131031, () => account({ ban: 'DISABLE' }), () => account({ ban: 'REINSTATE' })],
    [368, () => account({ policyBlocked: true }), () => account({ policyBlocked: false })],
  ];
  expect(await code()).toBeNull();
  for (const [expected, set, unset] of states) {
    await set();
    expect(await code()).toBe(expected);
    await unset();
    expect([expected, await code()]).toEqual([expected, null]);
  }
  await account({ restrictedCountries: ['IN'] });
  expect((await sendText('+91 98765 43220', 'hi')).body.error.code).toBe(130497);
  expect(await code()).toBeNull();
});

it('lets a scheduled ban come into force on the clock', async () => {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z']);
  const { post, sendText, simulator } = started;
  const waba = simulator.company.wabas[0]?.id;
  await post(`/_control/accounts/${waba}`, { ban: 'SCHEDULE_FOR_DISABLE' });
  expect((await sendText('1234567890', 'hi')).status).toBe(200);
  simulator.clock.advance(7 * 86_400_000);
  expect((await sendText('1234567890', 'hi')).body.error.code).toBe(131031);
  expect(await heard(started, 'account_update', 1)).toEqual([
    {
      event: 'DISABLED_UPDATE',
      ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'November 27, 2026' },
    },
  ]);
});

it('tells of quality, throughput, names and PINs in the shape of their webhooks', async () => {
  const started = await start();
  const { post, shop } = started;
  const change = (body: object): Promise<unknown> => post(`/_control/numbers/${shop}`, body);
  const display_phone_number = '12025550143';
  await change({ standing: 'FLAGGED', quality: 'RED' });
  await change({ standing: null, quality: 'GREEN' });
  await change({ throughput: 'HIGH' });
  expect(await heard(started, 'phone_number_quality_update', 3)).toEqual(
    ['FLAGGED', 'UNFLAGGED', 'THROUGHPUT_UPGRADE'].map((event) => ({
      display_phone_number,
      event,
      max_daily_conversations_per_business: 'TIER_2K',
    })),
  );
  await change({ nameDecision: 'REJECTED', rejectionReason: 'NAME_FORMAT_UNACCEPTABLE' });
  await change({ nameDecision: 'APPROVED' });
  const requested_verified_name = 'Marlow Store';
  expect(await heard(started, 'phone_number_name_update', 2)).toEqual([
    {
      display_phone_number,
      decision: 'REJECTED',
      requested_verified_name,
      rejection_reason: 'NAME_FORMAT_UNACCEPTABLE',
    },
    { display_phone_number, decision: 'APPROVED', requested_verified_name, rejection_reason: null },
  ]);
  await change({ security: 'PIN_RESET_REQUEST' });
  expect(await heard(started, 'security', 1)).toEqual([
    { display_phone_number, event: 'PIN_RESET_REQUEST', requester: expect.any(String) },
  ]);
});

it('tells every account of a new tier, and one account of its review, alerts and other events', async () => {
  const started = await start();
  const { post, receiver, shop, simulator } = started;
  const { company } = simulator;
  const waba = company.wabas[0]?.id;
  await post('/_control/portfolio', { tier: 'TIER_10K' });
  expect(await heard(started, 'business_capability_update', 2)).toEqual(
    company.wabas.map(() => ({
      max_daily_conversations_per_business: 'TIER_10K',
      max_phone_numbers_per_business: 20,
      max_phone_numbers_per_waba: 20,
    })),
  );
  await post(`/_control/accounts/${waba}`, { reviewStatus: 'REJECTED' });
  expect(await heard(started, 'account_review_update', 1)).toEqual([{ decision: 'REJECTED' }]);
  await post(`/_control/accounts/${waba}`, {
    alert: { type: 'OBA_APPROVED', description: 'Congratulations', phoneNumberId: shop },
  });
  expect(await heard(started, 'account_alerts', 1)).toEqual([
    {
      entity_type: 'PHONE_NUMBER',
      entity_id: shop,
      alert_info: {
        alert_severity: 'INFORMATIONAL',
        alert_status: 'ACTIVE',
        alert_type: 'OBA_APPROVED',
        alert_description: 'Congratulations',
      },
    },
  ]);
  await post(`/_control/accounts/${waba}`, { policyBlocked: true });
  await post(`/_control/accounts/${waba}`, { event: { name: 'PARTNER_REMOVED' } });
  await post(`/_control/accounts/${waba}`, { event: { name: 'AD_ACCOUNT_LINKED', details: { country: 'US' } } });
  expect(await heard(started, 'account_update', 4)).toMatchObject([
    { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
    { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ expiration: expect.any(Number) }, {}] },
    { event: 'PARTNER_REMOVED', waba_info: { waba_id: waba, owner_business_id: company.businessId } },
    { event: 'AD_ACCOUNT_LINKED', country: 'US' },
  ]);
  // News of partners stand under the portfolio, all others under the account, with a time.
  const entries = receiver.posts.flatMap(({ body }) => body.entry);
  const ids = entries.map((entry) => [entry.changes[0].value.event, entry.id, typeof entry.time]);
  expect(ids).toContainEqual(['PARTNER_REMOVED', company.businessId, 'number']);
  expect(ids).toContainEqual(['ACCOUNT_VIOLATION', waba, 'number']);
});

it('tells when a number leaves the WhatsApp Business app', async () => {
  const started = await start();
  await started.post(`/_control/numbers/${started.clinic}`, { coexistence: false });
  expect(await heard(started, 'account_update', 2)).toMatchObject([
    { event: 'ACCOUNT_OFFBOARDED', phone_number: '493023125014', disconnection_info: { initiated_by: 'USER' } },
    { event: 'PARTNER_REMOVED', phone_number: '493023125014' },
  ]);
});

it('shows health as the state is: what blocks, where, and what to do', async () => {
  const { get, post, shop, simulator } = await start();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const waba = simulator.company.wabas[0]?.id;
  const health = async (node: string | undefined): Promise<unknown> =>
    (await get(`/${node}?fields=health_status`, { authorization })).body.health_status;
  expect(await health(waba)).toMatchObject({ can_send_message: 'AVAILABLE' });
  await post('/_control/portfolio', { verification: 'not_verified' });
  expect(await health(waba)).toMatchObject({
    can_send_message: 'LIMITED',
    entities: [{}, { entity_type: 'BUSINESS', errors: [{ error_code: 141010 }] }, {}],
  });
  await post(`/_control/accounts/${waba}`, { hasPaymentMethod: false });
  expect(await health(shop)).toMatchObject({
    can_send_message: 'BLOCKED',
    entities: [
      { entity_type: 'PHONE_NUMBER', can_send_message: 'AVAILABLE' },
      { entity_type: 'WABA', errors: [{ error_code: 141006, possible_solution: expect.any(String) }] },
      { can_send_message: 'LIMITED' },
      { entity_type: 'APP', can_send_message: 'AVAILABLE' },
    ],
  });
});

it("adds and removes numbers and test numbers, and says what it can't do", async () => {
  const { get, post, del, simulator } = await start();
  const wabaId = simulator.company.wabas[0]?.id;
  const order = { wabaId, phoneNumber: '+1 202 555 0133', verifiedName: 'Test', allowedRecipients: ['+5511996550144'] };
  const { id } = (await post('/_control/numbers', order)).body;
  const as = { authorization: `Bearer ${simulator.tokens.current()}` };
  expect((await get(`/${id}?fields=account_mode,status`, as)).body).toMatchObject({
    account_mode: 'SANDBOX',
    status: 'CONNECTED',
  });
  const text = (to: string): object => ({ messaging_product: 'whatsapp', to, text: { body: 'hi' } });
  expect((await post(`/${id}/messages`, text('1234567890'), as)).body.error.code).toBe(131030);
  expect((await post(`/${id}/messages`, text('+551196550144'), as)).body.error?.code).not.toBe(131030);
  expect((await post('/_control/numbers', order)).status).toBe(409);
  expect((await del(`/_control/numbers/${id}`)).body).toEqual({ success: true });
  expect((await get(`/${id}`, as)).body.error.code).toBe(100);
  expect((await post(`/_control/numbers/${id}`, {})).status).toBe(404);
  expect((await post('/_control/accounts/1', {})).status).toBe(404);
  expect((await post('/_control/portfolio', { tier: 'TIER_1' })).body.message).toMatch(/^tier/);
  expect((await post('/_control/tokens', { scopes: ['everything'] })).body.message).toMatch(/^scopes/);
});

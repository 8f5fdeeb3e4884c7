import { expect, it } from 'vitest';
import type { Value } from '../../testing/receiver.ts';
import { atWork, frozen } from './at-work.ts';

const norway = '4790000000';
const hourMs = 3_600_000;

const codeOf = ({ body }: { body: Value }): number => body.error?.code;

it('refuses in the order of sender, recipient, limits, whatever else is wrong', async () => {
  const { number, send, simulator, text, meet } = await atWork();
  const customer = meet(norway);
  const state = simulator.nodes.stateOf(number);
  state.standing = 'RATE_LIMITED';
  state.allowedRecipients = new Set(['15550001111']);
  simulator.blocking.block(number, customer);
  state.isRegistered = false;
  expect(codeOf(await text(number.digits))).toBe(133010);
  state.isRegistered = true;
  expect(codeOf(await text(norway))).toBe(131048);
  state.standing = null;
  expect(codeOf(await text(number.display))).toBe(131021);
  const foreign = { to: undefined, recipient: 'US.99999999999999999999' };
  expect((await text('', foreign)).body.error).toMatchObject({
    code: 131009,
    error_data: { details: expect.stringContaining('recipient') },
  });
  expect(codeOf(await text(norway))).toBe(130403);
  simulator.blocking.unblock(number, customer);
  expect(codeOf(await text(norway))).toBe(131030);
  state.allowedRecipients = null;
  expect(codeOf(await send({ to: norway, type: 'image', image: { id: '4711' } }))).toBe(131009);
  expect((await text(norway)).status).toBe(200);
});

it('wants a token that may send messages', async () => {
  const { post, shop, simulator } = await atWork();
  const token = simulator.tokens.issue({
    kind: 'system-user',
    scopes: ['whatsapp_business_management'],
    wabaIds: null,
    lifeMs: null,
  });
  const body = { messaging_product: 'whatsapp', to: '1234567890', text: { body: 'x' } };
  for (const edge of ['messages', 'marketing_messages', 'calls']) {
    const refused = await post(`/v26.0/${shop}/${edge}`, body, { authorization: `Bearer ${token}` });
    expect([refused.status, codeOf(refused)]).toEqual([403, 200]);
  }
});

it('lets 45 messages in a row go to a person, 80 a second of a number, and goes on when time has passed', async () => {
  const { simulator, text, meet } = await atWork();
  meet(norway);
  const codes: (number | undefined)[] = [];
  for (let sent = 0; sent < 46; sent++) codes.push(codeOf(await text(norway)));
  expect(codes.filter((code) => code === undefined)).toHaveLength(45);
  expect(codes.at(-1)).toBe(131056);
  // 46 messages went out or were tried, and one came in.
  for (let sent = 0; sent < 33; sent++) expect(codeOf(await text(`47911${sent + 10}000`))).toBeUndefined();
  expect(codeOf(await text('4792222222'))).toBe(130429);
  simulator.clock.advance(6000);
  expect((await text(norway)).status).toBe(200);
  const off = await atWork([...frozen, '--limits', 'off']);
  for (let sent = 0; sent < 100; sent++) expect((await off.text('1234567890')).status).toBe(200);
});

it('writes to as many people a day as the portfolio may, outside of their windows', async () => {
  const { send, simulator, meet } = await atWork();
  simulator.nodes.portfolio().tier = 'TIER_50';
  const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
  for (let person = 0; person < 51; person++) {
    const waId = `4793${100 + person}000`;
    simulator.directory.meet(waId, undefined);
    const answer = await send({ to: waId, ...template });
    expect([person, codeOf(answer)]).toEqual([person, person < 50 ? undefined : 131048]);
    simulator.clock.advance(1000);
  }
  meet('4794000000');
  expect((await send({ to: '4794000000', ...template })).status).toBe(200);
  simulator.clock.advance(24 * hourMs);
  expect((await send({ to: '4793150000', ...template })).status).toBe(200);
});

it('puts the country of the business before a number without a plus that is nobody’s', async () => {
  const { text } = await atWork();
  expect((await text('(202) 555-0117')).body.contacts).toEqual([{ input: '(202) 555-0117', wa_id: '12025550117' }]);
  expect((await text('202 555 0999')).body.contacts).toEqual([{ input: '202 555 0999', wa_id: '12025550999' }]);
  expect((await text('+202 555 0999')).body.contacts).toEqual([{ input: '+202 555 0999', wa_id: '2025550999' }]);
});

it('tells the whole story of a message with price, callback data and user ids', async () => {
  const { meet, text, statuses } = await atWork();
  const customer = meet(norway);
  const [sent, delivered, read] = await statuses(await text(norway, { biz_opaque_callback_data: 'ours' }), 'read');
  const common = {
    id: expect.any(String),
    timestamp: expect.any(String),
    recipient_id: norway,
    recipient_user_id: customer.userId,
    biz_opaque_callback_data: 'ours',
  };
  const pricing = { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' };
  expect([sent, delivered, read]).toEqual([
    { ...common, status: 'sent', pricing },
    { ...common, status: 'delivered', pricing },
    { ...common, status: 'read' },
  ]);
});

it('names the price in whichever of delivered and read comes, and the conversation up to v23', async () => {
  const started = await atWork();
  const { meet, post, simulator, statuses, text, shop } = started;
  meet(norway);
  simulator.faults.change({ dropStatuses: ['delivered'] });
  const told = await statuses(await text(norway), 'read');
  expect(told.map(({ status, pricing }) => [status, pricing?.category])).toEqual([
    ['sent', 'service'],
    ['read', 'service'],
  ]);
  simulator.faults.reset();
  const old = await post(
    `/v23.0/${shop}/messages`,
    { messaging_product: 'whatsapp', to: norway, text: { body: 'x' } },
    { authorization: `Bearer ${simulator.tokens.current()}` },
  );
  const [sent, delivered] = await statuses(old, 'read');
  expect(sent.conversation).toEqual({
    id: expect.any(String),
    expiration_timestamp: String(Date.parse('2026-11-21T09:00:00Z') / 1000),
    origin: { type: 'service' },
  });
  expect(delivered.conversation).toEqual({ id: sent.conversation.id, origin: { type: 'service' } });
});

it('makes the first service messages of a month free if told so, and all of somebody who came from an ad', async () => {
  const { meet, number, simulator, statuses, text } = await atWork([...frozen, '--free-service-messages', '1']);
  const customer = meet(norway);
  const typeOf = async () => (await statuses(await text(norway), 'read'))[0].pricing.type;
  expect([await typeOf(), await typeOf()]).toEqual(['free_customer_service', 'regular']);
  simulator.clock.advance(14 * 24 * hourMs);
  meet(norway);
  expect(await typeOf()).toBe('free_customer_service');
  const extra = { referral: { source_id: '1' } };
  simulator.inbound.receive(number, customer, { type: 'text', content: { body: 'ad' }, extra });
  const [sent] = await statuses(await text(norway), 'read');
  expect(sent).toMatchObject({
    pricing: { billable: false, type: 'free_entry_point', category: 'referral_conversion' },
    conversation: { origin: { type: 'referral_conversion' } },
  });
});

it.each<[string, string, (started: Awaited<ReturnType<typeof atWork>>) => Promise<object>]>([
  ['131026', 'for a number nobody has', async () => ({ to: '+4799999999' })],
  ['131047', 'when the window is closed', async ({ waId }) => ({ to: waId })],
  [
    '131026',
    'when the person has blocked the business',
    async ({ meet, number, simulator }) => {
      simulator.consent.setBlocked(number, meet(norway), true);
      return { to: norway };
    },
  ],
  [
    '137000',
    'when the phone is another one than the business trusts',
    async ({ meet }) => {
      meet(norway);
      return { to: norway, recipient_identity_key_hash: 'other=' };
    },
  ],
])('accepts, then reports %s %s', async (code, _when, prepare) => {
  const started = await atWork();
  const body = await prepare(started);
  const answer = await started.send({ type: 'text', text: { body: 'hi' }, ...body });
  const told = await started.statuses(answer, 'failed');
  expect(told).toHaveLength(1);
  expect(told[0]).not.toHaveProperty('recipient_user_id');
  expect(told[0].errors).toEqual([
    {
      code: Number(code),
      title: expect.any(String),
      message: told[0].errors[0].title,
      error_data: { details: expect.any(String) },
      href: expect.stringContaining('https://'),
    },
  ]);
});

it('delivers to the phone whose identity the business knows', async () => {
  const { meet, statuses, text } = await atWork();
  const { identityHash } = meet(norway);
  const told = await statuses(await text(norway, { recipient_identity_key_hash: identityHash }), 'read');
  expect(told.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});

it('tells only `sent` of a reaction, and refuses those to nothing, to a reaction and to what is a month old', async () => {
  const { meet, number, send, simulator, statuses } = await atWork();
  const customer = meet(norway);
  const message = simulator.threads.open(number, customer).messages[0]!;
  const react = (id: string) => send({ to: norway, type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
  const first = await react(message.wamid);
  expect((await statuses(first, 'sent')).map(({ status }) => status)).toEqual(['sent']);
  expect(message.reaction).toBe('👍');
  const failure = async (id: string) => (await statuses(await react(id), 'failed'))[0].errors[0];
  expect(await failure('wamid.none')).toMatchObject({ code: 131009 });
  expect((await failure(first.body.messages[0].id)).error_data.details).toMatch(/is a reaction itself/);
  simulator.clock.advance(31 * 24 * hourMs);
  simulator.inbound.receive(number, customer, { type: 'text', content: { body: 'hei' } });
  expect((await failure(message.wamid)).error_data.details).toMatch(/older than 30 days/);
});

it('shows a quote of what is not older than a month', async () => {
  const { meet, number, simulator, statuses, text } = await atWork();
  const thread = simulator.threads.open(number, meet(norway));
  const context = { message_id: thread.messages[0]?.wamid };
  await statuses(await text(norway, { context }), 'read');
  simulator.clock.advance(31 * 24 * hourMs);
  meet(norway);
  await statuses(await text(norway, { context }), 'read');
  await statuses(await text(norway, { context: { message_id: 'wamid.none' } }), 'read');
  const sent = thread.messages.filter(({ direction }) => direction === 'outbound');
  expect(sent.map(({ replyTo }) => replyTo)).toEqual([context.message_id, null, null]);
  expect(simulator.ledger.read(0, 9).records.sends[1]?.contextMessageId).toBe(context.message_id);
});

it('answers groups, calls and marketing messages with the errors Meta has for them', async () => {
  const { send, text } = await atWork();
  expect(codeOf(await text('Y2FwaV9ncm91cDo', { recipient_type: 'group' }))).toBe(131020);
  const session = { sdp_type: 'offer', sdp: 'v=0' };
  expect(codeOf(await send({ to: norway, action: 'connect', session }, 'calls'))).toBe(138006);
  expect(codeOf(await send({ action: 'accept', call_id: 'wacid.x', session }, 'calls'))).toBe(100);
  expect(codeOf(await send({ action: 'dance' }, 'calls'))).toBe(100);
  expect(codeOf(await send({ to: norway, type: 'text', text: { body: 'x' } }, 'marketing_messages'))).toBe(131055);
  const hello = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };
  expect(codeOf(await send({ to: norway, ...hello }, 'marketing_messages'))).toBe(134100);
  const call = { type: 'call_permission_request', action: { name: 'call_permission_request' } };
  const ask = () => send({ to: '1234567890', type: 'interactive', interactive: call });
  expect([codeOf(await ask()), codeOf(await ask())]).toEqual([undefined, 138009]);
});

it('refuses management calls beyond those of the hour, by account, number and app', async () => {
  const { get, simulator, shop } = await atWork();
  const { company } = simulator;
  const user = { authorization: `Bearer ${simulator.tokens.current()}` };
  const waba = company.wabas[0]!;
  for (const number of waba.numbers) simulator.nodes.stateOf(number).isRegistered = false;
  for (let calls = 1; calls <= 200; calls++) simulator.limits.takeManagementCall(waba.id, 200);
  const refused = await get(`/v26.0/${waba.id}/phone_numbers`, user);
  expect(codeOf(refused)).toBe(80008);
  const usage = JSON.parse(refused.headers.get('x-business-use-case-usage') ?? '{}');
  expect(usage[waba.id][0]).toMatchObject({ call_count: 100, estimated_time_to_regain_access: 60 });
  expect(codeOf(await get(`/v26.0/${shop}`, user))).toBe(80007);
  simulator.clock.advance(hourMs);
  expect((await get(`/v26.0/${shop}`, user)).status).toBe(200);

  const app = { authorization: `Bearer ${company.appId}|${company.appSecret}` };
  for (let calls = 1; calls <= 4800; calls++) simulator.limits.takeManagementCall(company.appId, 4800);
  expect(codeOf(await get(`/v26.0/${company.appId}`, app))).toBe(4);
});

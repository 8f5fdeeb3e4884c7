import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';

const frozen = ['--clock-at', '2026-11-20T09:00:00Z'];
const minute = 60_000;
const hour = 60 * minute;

/** A started simulator with calls under the company's token and a number that was added a moment ago. */
async function startWithNewNumber(): Promise<
  Started & { call: (path: string, body?: object) => Promise<Answer>; fresh: string; wabaId: string }
> {
  const started = await start(frozen);
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  const call = (path: string, body: object = {}): Promise<Answer> =>
    started.post(`/v26.0/${path}`, body, { authorization });
  const wabaId = started.simulator.company.wabas[0]?.id ?? '';
  const added = await call(`${wabaId}/phone_numbers`, {
    cc: '1',
    phone_number: '(202) 555-0177',
    verified_name: 'Marlow Outlet',
  });
  return { ...started, call, fresh: added.body.id, wabaId };
}

const register = { messaging_product: 'whatsapp', pin: '654321' };
const codeOf = (answer: Answer): number | null => answer.body.error?.code ?? null;

it('takes a number from nothing to sending: added, verified by a code, registered with a PIN', async () => {
  const { call, get, fresh, simulator, receiver } = await startWithNewNumber();
  const authorization = `Bearer ${simulator.tokens.current()}`;
  const show = async (): Promise<object> =>
    (await get(`/${fresh}?fields=status,code_verification_status,platform_type,is_pin_enabled`, { authorization }))
      .body;
  const send = { messaging_product: 'whatsapp', to: '1234567890', type: 'text', text: { body: 'hi' } };

  expect(await show()).toEqual({
    status: 'UNVERIFIED',
    code_verification_status: 'NOT_VERIFIED',
    platform_type: 'NOT_APPLICABLE',
    is_pin_enabled: false,
    id: fresh,
  });
  expect(codeOf(await call(`${fresh}/messages`, send))).toBe(133010);
  expect(codeOf(await call(`${fresh}/register`, register))).toBe(133006);

  expect((await call(`${fresh}/request_code`, { code_method: 'SMS', language: 'en_US' })).body).toEqual({
    success: true,
  });
  const { numbers } = (await get('/_control/numbers')).body;
  const { verificationCode } = numbers.find(({ id }: { id: string }) => id === fresh);
  expect(codeOf(await call(`${fresh}/verify_code`, { code: '000000' }))).toBe(136025);
  expect((await call(`${fresh}/verify_code`, { code: verificationCode })).body).toEqual({ success: true });
  expect(await show()).toMatchObject({ status: 'PENDING', code_verification_status: 'VERIFIED' });
  expect(codeOf(await call(`${fresh}/request_code`, { code_method: 'VOICE', language: 'en' }))).toBe(136024);

  expect((await call(`${fresh}/register`, register)).body).toEqual({ success: true });
  expect(await show()).toMatchObject({ status: 'CONNECTED', platform_type: 'CLOUD_API', is_pin_enabled: true });
  expect((await call(`${fresh}/messages`, { ...send, to: '919876543220' })).body.error?.code).not.toBe(133010);
  await receiver.until(() => receiver.changes.some(({ field }) => field === 'phone_number_quality_update'));
  expect(receiver.changes.find(({ field }) => field === 'phone_number_quality_update')?.value).toEqual({
    display_phone_number: '12025550177',
    event: 'ONBOARDING',
    max_daily_conversations_per_business: 'TIER_2K',
  });
  expect((await call(`${fresh}/deregister`)).body).toEqual({ success: true });
  expect(await show()).toMatchObject({ status: 'DISCONNECTED' });
  expect(codeOf(await call(`${fresh}/deregister`))).toBe(133010);
});

it('answers wrong PINs with 133005, quick ones with 133009, many with 133008, until half a day has passed', async () => {
  const { call, shop, simulator } = await startWithNewNumber();
  const guess = async (pin: string): Promise<number | null> =>
    codeOf(await call(`${shop}/register`, { ...register, pin }));
  expect(await guess('000000')).toBe(133005);
  expect(await guess('123456')).toBe(133009);
  for (let guesses = 0; guesses < 4; guesses++) {
    simulator.clock.advance(10_000);
    expect(await guess('000000')).toBe(133005);
  }
  simulator.clock.advance(minute);
  expect(await guess('123456')).toBe(133008);
  simulator.clock.advance(72 * hour);
  expect(await guess('123456')).toBeNull();
});

it('refuses the eleventh registration or deregistration in 72 hours with 133016', async () => {
  const { call, shop, simulator } = await startWithNewNumber();
  const known = { ...register, pin: '123456' };
  for (let round = 0; round < 5; round++) {
    expect(codeOf(await call(`${shop}/deregister`))).toBeNull();
    expect(codeOf(await call(`${shop}/register`, known))).toBeNull();
  }
  expect(codeOf(await call(`${shop}/register`, known))).toBe(133016);
  expect(codeOf(await call(`${shop}/deregister`))).toBe(133016);
  simulator.clock.advance(72 * hour);
  expect(codeOf(await call(`${shop}/register`, known))).toBeNull();
});

it('lets a code die after ten minutes and limits how many are asked for', async () => {
  const { call, fresh, simulator } = await startWithNewNumber();
  const ask = async (): Promise<number | null> =>
    codeOf(await call(`${fresh}/request_code`, { code_method: 'SMS', language: 'pt_BR' }));
  expect(codeOf(await call(`${fresh}/verify_code`, { code: '123456' }))).toBe(136025);
  expect(await ask()).toBeNull();
  const code = simulator.nodes.stateOf(simulator.nodes.findNumber(fresh)!).registration.code?.digits;
  simulator.clock.advance(10 * minute);
  expect(codeOf(await call(`${fresh}/verify_code`, { code }))).toBe(136025);
  for (let more = 0; more < 4; more++) expect(await ask()).toBeNull();
  expect(await ask()).toBe(136024);
  simulator.clock.advance(hour);
  expect(await ask()).toBeNull();
});

it('forgets a verification that is not followed by a registration within 14 days', async () => {
  const { call, fresh, post, simulator } = await startWithNewNumber();
  await post(`/_control/numbers/${fresh}`, { verified: 'VERIFIED' });
  simulator.clock.advance(14 * 24 * hour);
  expect(codeOf(await call(`${fresh}/register`, register))).toBe(133006);
});

it('does not register or deregister a number that lives in the WhatsApp Business app', async () => {
  const { call, clinic } = await startWithNewNumber();
  for (const answer of [await call(`${clinic}/deregister`), await call(`${clinic}/register`, register)]) {
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code: 100,
      error_data: { details: expect.stringContaining('WhatsApp Business app') },
    });
  }
});

it('answers 133000 while a deregistration is incomplete and 133015 just after a deletion', async () => {
  const { call, del, post, shop, hotel, wabaId, simulator } = await startWithNewNumber();
  await post(`/_control/numbers/${shop}`, { deregistrationIncomplete: true });
  const known = { ...register, pin: '123456' };
  expect(codeOf(await call(`${shop}/register`, known))).toBe(133000);
  expect(codeOf(await call(`${shop}/deregister`))).toBeNull();
  expect(codeOf(await call(`${shop}/register`, known))).toBeNull();

  await del(`/_control/numbers/${hotel}`);
  const again = { cc: '44', phone_number: '20 7946 0958', verified_name: 'Marlow Harbour Hotel' };
  const { id } = (await call(`${wabaId}/phone_numbers`, again)).body;
  await post(`/_control/numbers/${id}`, { verified: 'VERIFIED' });
  expect(codeOf(await call(`${id}/register`, register))).toBe(133015);
  simulator.clock.advance(5 * minute);
  expect(codeOf(await call(`${id}/register`, register))).toBeNull();
});

it('gives a portfolio two numbers until it is verified, then twenty', async () => {
  const { call, post, wabaId } = await startWithNewNumber();
  const add = (digits: string): Promise<Answer> =>
    call(`${wabaId}/phone_numbers`, { cc: '1', phone_number: digits, verified_name: 'One more' });
  await post('/_control/portfolio', { verification: 'not_verified', tier: 'TIER_250' });
  expect((await add('2025550190')).body.error).toMatchObject({
    code: 100,
    error_data: { details: expect.stringContaining('limit of 2') },
  });
  await post('/_control/portfolio', { verification: 'verified' });
  expect((await add('2025550190')).status).toBe(200);
  expect(codeOf(await add('2025550190'))).toBe(100);
});

it('refuses malformed registrations with 100', async () => {
  const { call, fresh, shop, wabaId } = await startWithNewNumber();
  const wrong: [string, object][] = [
    [`${shop}/register`, { pin: '123456' }],
    [`${shop}/register`, { messaging_product: 'telegram', pin: '123456' }],
    [`${shop}/register`, { messaging_product: 'whatsapp' }],
    [`${shop}/register`, { messaging_product: 'whatsapp', pin: 123456 }],
    [`${shop}/register`, { messaging_product: 'whatsapp', pin: '12345' }],
    [`${shop}/register`, { messaging_product: 'whatsapp', pin: 'abcdef' }],
    [`${shop}/register`, { ...register, pin: '123456', data_localization_region: 'XX' }],
    [`${fresh}/request_code`, { language: 'en' }],
    [`${fresh}/request_code`, { code_method: 'PIGEON', language: 'en' }],
    [`${fresh}/request_code`, { code_method: 'SMS' }],
    [`${fresh}/request_code`, { code_method: 'SMS', language: 'English please' }],
    [`${fresh}/verify_code`, {}],
    [`${fresh}/verify_code`, { code: '12' }],
    [`${wabaId}/phone_numbers`, {}],
    [`${wabaId}/phone_numbers`, { cc: 'x', phone_number: '2025550188', verified_name: 'Name' }],
    [`${wabaId}/phone_numbers`, { cc: '1', phone_number: '5', verified_name: 'Name' }],
    [`${wabaId}/phone_numbers`, { cc: '1', phone_number: '2025550188' }],
  ];
  for (const [path, body] of wrong) {
    const answer = await call(path, body);
    expect([path, body, answer.status, codeOf(answer)]).toEqual([path, body, 400, 100]);
  }
});

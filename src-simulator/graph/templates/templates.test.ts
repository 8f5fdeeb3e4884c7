import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, type Started, start } from '../../testing/start.ts';

interface World extends Started {
  waba: string;
  list(query?: string): Promise<Answer>;
  create(body: object): Promise<Answer>;
  edit(id: string, body: object): Promise<Answer>;
  idOf(name: string): Promise<string>;
  sendTemplate(name: string): Promise<Answer>;
  statusUpdates(): { event: string; reason: string; name: string }[];
}

async function startWorld(args: readonly string[] = []): Promise<World> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z', ...args]);
  const { simulator, receiver } = started;
  const waba = simulator.company.wabas[0]?.id ?? '';
  const auth = { authorization: `Bearer ${simulator.tokens.current()}` };
  const list = (query = ''): Promise<Answer> => started.get(`/v26.0/${waba}/message_templates?${query}`, auth);
  return {
    ...started,
    waba,
    list,
    create: (body) => started.post(`/v26.0/${waba}/message_templates`, body, auth),
    edit: (id, body) => started.post(`/v26.0/${id}`, body, auth),
    idOf: async (name) => (await list(`name=${name}`)).body.data[0].id,
    sendTemplate: (name) =>
      started.post(
        `/v26.0/${started.shop}/messages`,
        {
          messaging_product: 'whatsapp',
          to: `+${started.waId}`,
          type: 'template',
          template: { name, language: { code: 'en_US' } },
        },
        auth,
      ),
    statusUpdates: () =>
      receiver.changes
        .filter(({ field }) => field === 'message_template_status_update')
        .map(({ value }) => ({ event: value.event, reason: value.reason, name: value.message_template_name })),
  };
}

const pickup = {
  name: 'ready_for_pickup',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'body', text: 'Your order is ready.' }],
};
const advance = (world: Started, advanceMs: number): Promise<Answer> => world.post('/_control/clock', { advanceMs });
const settle = (world: Started): Promise<Answer> => world.post('/_control/webhooks/settle');

it('lists templates with fields, filters and cursors', async () => {
  const { list } = await startWorld();
  const first = (await list('limit=5&fields=name,status')).body;
  expect(first.data).toHaveLength(5);
  expect(Object.keys(first.data[0]).toSorted()).toEqual(['id', 'name', 'status']);
  const second = (await list(`limit=100&fields=name&after=${first.paging.cursors.after}`)).body;
  expect(second.paging.next).toBeUndefined();
  expect([...first.data, ...second.data]).toHaveLength(14);

  expect((await list('language=he')).body.data).toMatchObject([{ name: 'order_update', language: 'he' }]);
  expect((await list('status=["PAUSED","REJECTED"]')).body.data).toMatchObject([
    { name: 'stay_feedback', status: 'PAUSED' },
    { name: 'verify_card', status: 'REJECTED' },
  ]);
  expect((await list('name_or_content=neighbour')).body.data).toEqual([]);
  expect((await list('name_or_content=parcel&fields=rejected_reason,quality_score')).body.data).toMatchObject([
    { rejected_reason: 'NONE', quality_score: { score: 'GREEN' } },
  ]);
  expect((await list('fields=colour')).body.error).toMatchObject({ code: 100 });
});

it('approves a new template when the reviewers have looked at it, and tells so with the id as a number', async () => {
  const world = await startWorld(['--template-review-ms', '60000']);
  const made = await world.create(pickup);
  expect(made.body).toEqual({ id: expect.stringMatching(/^\d{17}$/), status: 'PENDING', category: 'UTILITY' });
  expect((await world.sendTemplate(pickup.name)).body.error).toMatchObject({ code: 132001 });
  await advance(world, 60_000);
  await settle(world);
  expect(world.statusUpdates()).toEqual([{ event: 'APPROVED', reason: 'NONE', name: pickup.name }]);
  expect(world.receiver.posts.at(-1)?.raw.toString()).toContain(`"message_template_id":${made.body.id},`);
  expect((await world.sendTemplate(pickup.name)).status).toBe(200);
});

it.each([
  ['SCAM', 'UTILITY', 'Please confirm your card number to keep your account.'],
  ['INCORRECT_CATEGORY', 'UTILITY', 'Get 20% off everything this weekend.'],
  ['ABUSIVE_CONTENT', 'MARKETING', 'Buy it or shut up.'],
])('rejects for %s', async (reason, category, text) => {
  const world = await startWorld(['--template-review-ms', '0']);
  await world.create({ ...pickup, category, components: [{ type: 'BODY', text }] });
  await advance(world, 1);
  await settle(world);
  expect(world.statusUpdates()).toEqual([{ event: 'REJECTED', reason, name: pickup.name }]);
});

it.each<[string, number | undefined, object]>([
  ['a name with capitals', 2388024, { name: 'Ready' }],
  ['a variable at the end', 2388299, { components: [{ type: 'BODY', text: 'Your order is {{1}}' }] }],
  ['variables with a gap', 2388072, { components: [{ type: 'BODY', text: 'Dear {{2}}, your order is ready.' }] }],
  ['a variable without a sample', 2388043, { components: [{ type: 'BODY', text: 'Dear {{1}}, it is ready.' }] }],
  ['too many variables', 2388293, { components: [{ type: 'BODY', text: 'A {{1}} b {{2}} c {{3}} d' }] }],
  ['a body that is too long', 2388040, { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }],
  ['no body', 2388072, { components: [{ type: 'FOOTER', text: 'Bye' }] }],
  ['an emoji in the header', 2388047, { components: [{ type: 'HEADER', format: 'TEXT', text: 'Hi 👋' }] }],
  ['a variable in the footer', 2388073, { components: [...pickup.components, { type: 'FOOTER', text: 'By {{1}}' }] }],
  [
    'eleven buttons',
    2388043,
    {
      components: [
        ...pickup.components,
        { type: 'BUTTONS', buttons: Array.from({ length: 11 }, (_, i) => ({ type: 'QUICK_REPLY', text: `${i}` })) },
      ],
    },
  ],
  ['a carousel of one card', 2388042, { components: [...pickup.components, { type: 'CAROUSEL', cards: [{}] }] }],
  ['a name and language that exist', 2388024, { name: 'order_update' }],
  ['an unknown category', undefined, { category: 'NEWS' }],
])('refuses %s', async (_what, subcode, change) => {
  const { create } = await startWorld();
  const { status, body } = await create({ ...pickup, ...change });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 100, ...(subcode === undefined ? {} : { error_subcode: subcode }) });
  if (subcode !== undefined) expect(body.error.error_user_msg).toMatch(/\w/);
});

it('makes at most 100 templates in an hour', async () => {
  const world = await startWorld();
  for (let index = 0; index < 100; index++) {
    expect((await world.create({ ...pickup, name: `t_${index}` })).status).toBe(200);
  }
  expect((await world.create(pickup)).body.error.code).toBe(80008);
  await advance(world, 3_600_000);
  expect((await world.create(pickup)).status).toBe(200);
});

it('lets an approved template be edited once a day, tells of the new words and reviews it again', async () => {
  const world = await startWorld(['--template-review-ms', '1000']);
  const id = await world.idOf('hello_world');
  const components = [{ type: 'BODY', text: 'Welcome to our store.' }];
  expect((await world.edit(id, { components })).body).toEqual({ success: true });
  await advance(world, 1000);
  await settle(world);
  const told = world.receiver.changes.find(({ field }) => field === 'message_template_components_update');
  expect(told?.value.message_template_element).toBe('Welcome to our store.');
  expect((await world.edit(id, { components })).body.error.error_subcode).toBe(2388003);
  expect((await world.edit(id, { category: 'MARKETING' })).body.error.code).toBe(100);
  await advance(world, 86_400_000);
  expect((await world.edit(id, { components })).status).toBe(200);
});

it('deletes a name in all languages, or one by its id, and keeps the name of an approved one blocked for 30 days', async () => {
  const world = await startWorld();
  const remove = (query: string): Promise<Answer> =>
    world.del(`/v26.0/${world.waba}/message_templates?${query}`, {
      authorization: `Bearer ${world.simulator.tokens.current()}`,
    });
  const hebrew = (await world.list('language=he')).body.data[0].id;
  expect((await remove(`name=order_update&hsm_id=${hebrew}`)).body).toEqual({ success: true });
  expect((await world.list('name=order_update')).body.data).toHaveLength(2);
  expect((await remove('name=order_update')).body).toEqual({ success: true });
  expect((await world.list('name=order_update')).body.data).toEqual([]);
  expect((await remove('name=order_update')).body.error.code).toBe(100);
  expect((await world.create({ ...pickup, name: 'order_update' })).body.error.error_subcode).toBe(2388023);
  await advance(world, 30 * 86_400_000 + 1);
  expect((await world.create({ ...pickup, name: 'order_update' })).status).toBe(200);
});

it('pauses a template of bad quality for three hours, then six, then for good', async () => {
  const world = await startWorld();
  const templateId = await world.idOf('invoice_ready');
  const mark = (quality: string): Promise<Answer> => world.post('/_control/templates', { templateId, quality });
  for (const hours of [3, 6]) {
    expect((await mark('RED')).body.status).toBe('PAUSED');
    await advance(world, hours * 3_600_000 - 1);
    expect((await world.list('name=invoice_ready')).body.data[0].status).toBe('PAUSED');
    await advance(world, 1);
    expect((await world.list('name=invoice_ready')).body.data[0].status).toBe('APPROVED');
    await mark('GREEN');
  }
  expect((await mark('RED')).body.status).toBe('DISABLED');
  await settle(world);
  expect(world.statusUpdates().map(({ event }) => event)).toEqual([
    ...['PAUSED', 'APPROVED', 'PAUSED', 'APPROVED', 'DISABLED'],
  ]);
});

it('announces another category, then changes it', async () => {
  const world = await startWorld();
  const templateId = await world.idOf('order_update');
  await world.post('/_control/templates', { templateId, category: 'MARKETING', impending: true });
  await world.post('/_control/templates', { templateId, category: 'MARKETING' });
  await settle(world);
  const told = world.receiver.changes.filter(({ field }) => field === 'template_category_update');
  expect(told.map(({ value }) => value)).toMatchObject([
    { new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: expect.any(Number) },
    { previous_category: 'UTILITY', new_category: 'MARKETING' },
  ]);
});

it('answers any body with a template or with Meta’s error', async () => {
  const { create } = await startWorld();
  const component = fc.record({
    type: fc.constantFrom('BODY', 'header', 'BUTTONS', 'CAROUSEL', 'x'),
    text: fc.anything(),
  });
  const body = fc.record({
    name: fc.oneof(fc.string(), fc.constant('fine_name')),
    language: fc.oneof(fc.string(), fc.constant('en_US')),
    category: fc.oneof(fc.anything(), fc.constantFrom('UTILITY', 'AUTHENTICATION')),
    components: fc.oneof(fc.array(fc.oneof(component, fc.anything())), fc.anything()),
  });
  await fc.assert(
    fc.asyncProperty(body, async (given) => {
      // What JSON can't carry (BigInt, cycles) can't be sent either.
      let text: string;
      try {
        text = JSON.stringify(given);
      } catch {
        return;
      }
      const answer = await create(JSON.parse(text));
      expect([200, 400]).toContain(answer.status);
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 150 },
  );
});

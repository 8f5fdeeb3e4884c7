import { expect, it } from 'vitest';
import { type Answer, type Started, start } from '../../testing/start.ts';

const day = 86_400_000;

interface World extends Started {
  /** Accounts: of shop and hotel, of the clinic. */
  stores: string;
  health: string;
  graph(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
  idOf(name: string, language?: string): string;
  advance(ms: number): Promise<void>;
  told(field: string): Value[];
}

// oxlint-disable-next-line typescript/no-explicit-any -- webhook values are read by path and fail where a key is missing
type Value = any;

async function startWorld(): Promise<World> {
  const started = await start(['--clock-at', '2026-11-20T09:00:00Z', '--template-review-ms', '1000']);
  const { simulator, receiver } = started;
  const [stores = '', health = ''] = simulator.company.wabas.map(({ id }) => id);
  const auth = { authorization: `Bearer ${simulator.tokens.current()}` };
  return {
    ...started,
    stores,
    health,
    graph: (method, path, body) =>
      method === 'GET' ? started.get(`/v26.0/${path}`, auth) : started.post(`/v26.0/${path}`, body, auth),
    idOf: (name, language = 'en_US') => simulator.templates.find(stores, name, language)?.id ?? '',
    async advance(advanceMs) {
      await started.post('/_control/clock', { advanceMs });
      await started.post('/_control/webhooks/settle');
    },
    told: (field) => receiver.changes.filter((change) => change.field === field).map(({ value }) => value),
  };
}

const steer = (world: World, body: object): Promise<Answer> => world.post('/_control/templates', body);
const otp = { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] };

it('archives templates, takes them back, and deletes after 28 days what nobody took back', async () => {
  const world = await startWorld();
  const [invoice, offer, paused] = [
    world.idOf('invoice_ready'),
    world.idOf('weekend_offer'),
    world.idOf('stay_feedback', 'en_GB'),
  ];
  const move = (edge: string, ids: unknown): Promise<Answer> =>
    world.graph('POST', `${world.stores}/message_templates/${edge}`, { hsm_ids: ids });
  expect((await move('archive', [invoice, offer, paused, '1'])).body).toEqual({
    archived_templates: [invoice, offer],
    failed_templates: {
      [paused]: 'Only approved or rejected templates can be archived',
      1: 'Template does not exist',
    },
  });
  expect((await move('unarchive', `${invoice},${paused}`)).body).toEqual({
    unarchived_templates: [invoice],
    failed_templates: { [paused]: 'Template is not archived' },
  });
  expect((await world.graph('GET', `${invoice}?fields=status`)).body.status).toBe('APPROVED');
  expect((await world.graph('GET', `${offer}?fields=status`)).body.status).toBe('ARCHIVED');
  await world.advance(28 * day);
  expect((await world.graph('GET', offer)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  expect((await world.graph('GET', invoice)).status).toBe(200);
  await world.advance(60_000);
  const events = world.told('message_template_status_update').map((value) => value.event);
  expect(events).toEqual(['ARCHIVED', 'ARCHIVED', 'UNARCHIVED', 'PENDING_DELETION', 'DELETED']);
  expect((await move('archive', [])).body.error.code).toBe(100);
});

it('upserts a code in several languages with the words Meta has fixed, and keeps it as a button with a URL', async () => {
  const world = await startWorld();
  const upsert = (body: object): Promise<Answer> =>
    world.graph('POST', `${world.stores}/upsert_message_templates`, {
      name: 'login_code',
      category: 'AUTHENTICATION',
      languages: ['de', 'pt_BR'],
      components: [
        { type: 'BODY', add_security_recommendation: true },
        { type: 'FOOTER', code_expiration_minutes: 5 },
        otp,
      ],
      ...body,
    });
  const { data } = (await upsert({})).body;
  expect(data).toMatchObject([
    { language: 'de', status: 'PENDING' },
    { language: 'pt_BR', status: 'PENDING' },
  ]);
  await world.advance(1000);
  const { components, status } = (await world.graph('GET', data[0].id)).body;
  expect([status, components[0].text, components[1].text]).toEqual([
    'APPROVED',
    '*{{1}}* ist dein Verifizierungscode. Teile diesen Code zu deiner Sicherheit mit niemandem.',
    'Dieser Code läuft in 5 Minuten ab.',
  ]);
  expect(components[2].buttons).toMatchObject([
    {
      type: 'URL',
      text: 'Code kopieren',
      url: expect.stringMatching(/^https:\/\/www\.whatsapp\.com\/otp\/code\/\?.*otp\{\{1\}\}$/),
    },
  ]);
  const again = (await upsert({ components: [{ type: 'BODY' }, otp] })).body.data;
  expect(again[0].id).toBe(data[0].id);
  expect((await world.graph('GET', data[0].id)).body.components[0].text).toBe('*{{1}}* ist dein Verifizierungscode.');
  expect((await upsert({ category: 'UTILITY' })).body.error.code).toBe(100);
  expect((await upsert({ languages: ['de', 'Deutsch'] })).body.error.code).toBe(100);
});

it('shows Meta’s words for a code before it is made', async () => {
  const world = await startWorld();
  const query =
    'category=AUTHENTICATION&languages=en_US,es&code_expiration_minutes=10&add_security_recommendation=true';
  expect((await world.graph('GET', `${world.stores}/template_previews?${query}`)).body.data).toEqual([
    {
      body: '*{{1}}* is your verification code. For your security, do not share this code.',
      footer: 'This code expires in 10 minutes.',
      buttons: [{ type: 'OTP', text: 'Copy code', autofill_text: 'Autofill' }],
      language: 'en_US',
    },
    {
      body: 'Tu código de verificación es *{{1}}*. Por tu seguridad, no lo compartas.',
      footer: 'Este código caduca en 10 minutos.',
      buttons: [{ type: 'OTP', text: 'Copiar código', autofill_text: 'Autocompletar' }],
      language: 'es',
    },
  ]);
});

it('copies good templates of one account into another and says why it did not copy the rest', async () => {
  const world = await startWorld();
  const [invoice, carousel] = [world.idOf('invoice_ready'), world.idOf('new_season')];
  const migrate = (body: object): Promise<Answer> =>
    world.graph('POST', `${world.health}/migrate_message_templates?source_waba_id=${world.stores}`, body);
  const { body } = await migrate({ template_ids: [invoice, carousel, world.idOf('hello_world')] });
  expect(body.migrated_templates).toHaveLength(1);
  expect(body.failed_templates).toEqual({
    [carousel]: 'Only approved templates of quality GREEN or UNKNOWN can be migrated',
    [world.idOf('hello_world')]: 'There is already en_US content for this template.',
  });
  expect((await world.graph('GET', body.migrated_templates[0])).body).toMatchObject({
    name: 'invoice_ready',
    status: 'APPROVED',
  });
  expect((await world.graph('POST', `${world.health}/migrate_message_templates`)).body.error.code).toBe(100);
});

it('compares templates by blocks and by sends', async () => {
  const world = await startWorld();
  const [hello, bad] = [world.idOf('hello_world'), world.idOf('new_season')];
  await world.graph('POST', `${world.shop}/messages`, {
    messaging_product: 'whatsapp',
    to: `+${world.waId}`,
    type: 'template',
    template: { name: 'hello_world', language: { code: 'en_US' } },
  });
  const end = Math.floor(world.simulator.clock.now() / 1000) + 1;
  const compare = (start: number): Promise<Answer> =>
    world.graph('GET', `${bad}/compare?template_ids=[${hello}]&start=${start}&end=${end}`);
  expect((await compare(end - 7 * 86_400)).body.data).toEqual([
    { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: [hello, bad] },
    {
      metric: 'MESSAGE_SENDS',
      type: 'NUMBER_VALUES',
      number_values: [
        { key: bad, value: 0 },
        { key: hello, value: 1 },
      ],
    },
    {
      metric: 'TOP_BLOCK_REASON',
      type: 'STRING_VALUES',
      string_values: [bad, hello].map((key) => ({ key, value: 'NO_REASON_GIVEN' })),
    },
  ]);
  expect((await compare(end - 3 * 86_400)).body.error.code).toBe(100);
});

it('changes a category a day after the notice', async () => {
  const world = await startWorld();
  const templateId = world.idOf('order_update');
  await steer(world, { templateId, category: 'MARKETING', impending: true });
  await world.advance(day - 1);
  expect((await world.graph('GET', `${templateId}?fields=category,correct_category`)).body).toMatchObject({
    category: 'UTILITY',
    correct_category: 'MARKETING',
  });
  await world.advance(1);
  expect((await world.graph('GET', templateId)).body).toMatchObject({
    category: 'MARKETING',
    previous_category: 'UTILITY',
  });
  const at = Math.floor(world.simulator.clock.now() / 1000);
  expect(world.told('template_category_update')).toMatchObject([
    { new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: at },
    { previous_category: 'UTILITY', new_category: 'MARKETING' },
  ]);
});

it('decides an appeal, tells events that change nothing, and blocks a flow until it is let go', async () => {
  const world = await startWorld();
  const rejected = world.idOf('verify_card');
  await steer(world, { templateId: rejected, status: 'IN_APPEAL' });
  await world.advance(1000);
  const rated = world.idOf('stay_feedback', 'en_GB');
  await steer(world, { templateId: rated, status: 'APPROVED', event: 'FLAGGED', flowState: 'BLOCKED' });
  const send = (): Promise<Answer> =>
    world.graph('POST', `${world.shop}/messages`, {
      messaging_product: 'whatsapp',
      to: `+${world.waId}`,
      type: 'template',
      template: {
        name: 'stay_feedback',
        language: { code: 'en_GB' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
      },
    });
  expect((await send()).body.error.code).toBe(132068);
  await steer(world, { templateId: rated, flowState: 'THROTTLED' });
  expect((await send()).body.error.code).toBe(132069);
  await steer(world, { templateId: rated, flowState: null });
  expect((await send()).status).toBe(200);
  await world.advance(0);
  expect(world.told('message_template_status_update').map((value) => value.event)).toEqual([
    ...['IN_APPEAL', 'APPROVED', 'APPROVED', 'FLAGGED'],
  ]);
  const listed = (await world.get('/_control/templates')).body.templates;
  expect(listed).toContainEqual({
    ...{ id: rejected, wabaId: world.stores, name: 'verify_card', language: 'en_US' },
    ...{ status: 'APPROVED', category: 'UTILITY', quality: 'GREEN' },
  });
});

it('tells a rejected business what to do', async () => {
  const world = await startWorld();
  await world.graph('POST', `${world.stores}/message_templates`, {
    ...{ name: 'odd_braces', language: 'en_US', category: 'UTILITY' },
    components: [{ type: 'BODY', text: 'Dear {name}, your order is ready.' }],
  });
  await world.graph('POST', `${world.stores}/message_templates`, {
    ...{ name: 'other_words', language: 'he', category: 'UTILITY' },
    components: [{ type: 'BODY', text: 'Your order is ready.' }],
  });
  await world.advance(1000);
  expect(world.told('message_template_status_update')).toMatchObject([
    {
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
      rejection_info: { recommendation: expect.stringContaining('braces') },
    },
    { event: 'REJECTED', reason: 'TAG_CONTENT_MISMATCH', rejection_info: { reason: expect.any(String) } },
  ]);
});

it('takes as sample only the handle of an uploaded file of the right format', async () => {
  const world = await startWorld();
  const handle = world.simulator.media.addHandle({ bytes: Buffer.from('x'), mimeType: 'image/png', filename: null });
  const create = (name: string, format: string, header_handle: unknown): Promise<Answer> =>
    world.graph('POST', `${world.stores}/message_templates`, {
      ...{ name, language: 'en_US', category: 'UTILITY' },
      components: [
        { type: 'HEADER', format, example: { header_handle } },
        { type: 'BODY', text: 'Your order is ready.' },
      ],
    });
  expect((await create('a', 'IMAGE', [handle])).status).toBe(200);
  for (const [format, handles] of [
    ['VIDEO', [handle]],
    ['IMAGE', ['4::nothing']],
    ['IMAGE', [{}]],
  ] as const) {
    expect((await create('b', format, handles)).body.error).toMatchObject({ code: 100, error_subcode: 2494102 });
  }
  expect((await create('b', 'IMAGE', [])).body.error.error_subcode).toBe(2388047);
});

it('counts templates in the summary, against the limit of an account that is verified or not', async () => {
  const world = await startWorld();
  const summary = (words: string): Promise<Answer> =>
    world.graph('GET', `${world.stores}/message_templates?language=he&summary=${words}`);
  const { length } = world.simulator.templates.list(world.stores);
  expect((await summary('total_count,message_template_count')).body.summary).toEqual({
    total_count: 1,
    message_template_count: length,
  });
  world.simulator.nodes.portfolio().verification = 'not_verified';
  expect((await summary('true')).body.summary.message_template_limit).toBe(250);
});

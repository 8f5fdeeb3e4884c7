import { expect, it } from 'vitest';
import type { Value } from '../../testing/receiver.ts';
import type { Template } from '../../templates/template.ts';
import { atWork, frozen } from './at-work.ts';

const norway = '4790000000';
const minuteMs = 60_000;

/** As {@link atWork}, with one approved template of each category, a day old. */
async function withTemplates(args: readonly string[] = frozen) {
  const started = await atWork(args);
  const { number, send, simulator } = started;
  const dayAgo = simulator.clock.now() - 24 * 60 * minuteMs;
  const add = (category: Template['category'], ttlSeconds: number | null = null): Template => {
    const template = simulator.templates.add(
      number.wabaId,
      {
        name: `a_${category.toLowerCase()}`,
        language: 'nb',
        category,
        parameterFormat: 'POSITIONAL',
        components: [{ type: 'BODY', text: 'Hei {{1}}!' }],
        ttlSeconds,
        isLinkTracked: false,
      },
      dayAgo,
    );
    template.status = 'APPROVED';
    return template;
  };
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Kari' }] }];
  const toBody = ({ name, language }: Template) => ({
    type: 'template',
    template: { name, language: { code: language }, components },
  });
  return {
    ...started,
    add,
    sendTemplate: (to: string, template: Template, more = {}, edge = 'messages') =>
      send({ to, ...toBody(template), ...more }, edge),
  };
}

const codeOf = ({ body }: { body: Value }): number => body.error?.code;

it('brings a template to somebody who never wrote, filled in, and names its category in the price', async () => {
  const { add, number, sendTemplate, simulator, statuses } = await withTemplates();
  const customer = simulator.directory.meet(norway, 'Kari');
  const answer = await sendTemplate(norway, add('UTILITY'));
  expect(answer.body.messages).toEqual([{ id: expect.any(String), message_status: 'accepted' }]);
  const [sent] = await statuses(answer, 'read');
  expect(sent.pricing).toEqual({ billable: true, pricing_model: 'PMP', type: 'regular', category: 'utility' });
  const [shown] = simulator.threads.open(number, customer).messages;
  expect(shown?.content).toMatchObject({ name: 'a_utility', filled: { body: 'Hei Kari!' } });
});

it('brings no marketing to the United States, to who stopped it, nor a third time a day', async () => {
  const { add, meet, number, sendTemplate, simulator, statuses } = await withTemplates();
  const marketing = add('MARKETING');
  const failure = async (to: string) => (await statuses(await sendTemplate(to, marketing), 'failed'))[0].errors[0].code;
  expect(await failure('+12025550117')).toBe(131049);
  const customer = simulator.directory.meet(norway, 'Kari');
  simulator.consent.setOptedOut(number, customer, true);
  expect(await failure(norway)).toBe(131050);
  simulator.consent.setOptedOut(number, customer, false);
  for (const _ of [1, 2]) await statuses(await sendTemplate(norway, marketing), 'read');
  expect(await failure(norway)).toBe(131049);
  meet(norway);
  await statuses(await sendTemplate(norway, marketing), 'read');
});

it('refuses an authentication template to a user id, and drops one that arrives too late', async () => {
  const { add, send, sendTemplate, simulator, receiver, statuses } = await withTemplates([
    ...frozen,
    '--status-delays',
    '0,60000,0',
  ]);
  const code = add('AUTHENTICATION', 30);
  const customer = simulator.directory.meet(norway, 'Kari');
  expect(codeOf(await sendTemplate('', code, { to: undefined, recipient: customer.userId }))).toBe(131062);
  const answer = await sendTemplate(norway, code);
  await statuses(answer, 'sent');
  simulator.clock.advance(24 * 60 * minuteMs);
  // A message that comes after it has its statuses, so the first will have no more.
  const later = await send({ to: '1234567890', text: { body: 'x' } });
  await statuses(later, 'sent');
  simulator.clock.advance(120_000);
  await statuses(later, 'read');
  const own = receiver.statuses().filter(({ id }) => id === answer.body.messages[0].id);
  expect(own.map(({ status }) => status)).toEqual(['sent']);
});

it('takes marketing on its own path, at its own price, once the template has got around', async () => {
  const { add, sendTemplate, simulator, statuses } = await withTemplates();
  simulator.directory.meet(norway, 'Kari');
  const marketing = add('MARKETING');
  const lite = () => sendTemplate(norway, marketing, { product_policy: 'STRICT' }, 'marketing_messages');
  marketing.updatedAt = simulator.clock.now();
  expect(codeOf(await lite())).toBe(134101);
  simulator.clock.advance(10 * minuteMs);
  const [sent] = await statuses(await lite(), 'read');
  expect(sent.pricing.category).toBe('marketing_lite');
  const odd = { product_policy: 'LAX' };
  expect(codeOf(await sendTemplate(norway, marketing, odd, 'marketing_messages'))).toBe(100);
});

it('holds back what comes after the first sends of an unproven template, and then sends or fails it', async () => {
  const { add, sendTemplate, simulator, statuses } = await withTemplates();
  simulator.directory.meet(norway, 'Kari');
  const template = add('UTILITY');
  for (let sends = 0; sends < 1000; sends++) simulator.limits.takeUnproven(template.id);
  const good = await sendTemplate(norway, template);
  expect(good.body.messages[0].message_status).toBe('held_for_quality_assessment');
  const heldAt = simulator.clock.now();
  const told = await statuses(good, 'read', minuteMs);
  expect(simulator.clock.now() - heldAt).toBeGreaterThanOrEqual(30 * minuteMs);
  expect(told.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
  const bad = await sendTemplate(norway, template);
  template.status = 'PAUSED';
  expect((await statuses(bad, 'failed', minuteMs))[0].errors[0].code).toBe(132015);
  template.status = 'APPROVED';
  template.quality = { score: 'GREEN', at: 0, reasons: [] };
  expect((await sendTemplate(norway, template)).body.messages[0].message_status).toBe('accepted');
});

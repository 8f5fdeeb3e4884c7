import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { start } from '../testing/start.ts';

const edges = [
  ['', 'messages', 'marketing_messages', 'media', 'uploads', 'phone_numbers', 'message_templates', 'register'],
  ['deregister', 'request_code', 'verify_code', 'settings', 'whatsapp_business_profile', 'block_users', 'username'],
  ['username_suggestions', 'contact_book', 'message_qrdls', 'message_history', 'conversational_automation', 'calls'],
  ['call_permissions', 'groups', 'flows', 'subscribed_apps', 'subscriptions', 'assigned_users', 'activities'],
  ['owned_whatsapp_business_accounts', 'smb_app_data', 'whatsapp_commerce_settings', 'unpause', 'no_such_edge'],
].flat();

/** Words that reach further into a handler than noise does. */
const keys = [
  'toString',
  'valueOf',
  'messaging_product',
  'to',
  'type',
  'text',
  'template',
  'image',
  'interactive',
  'action',
  'name',
  'pin',
];
const words = [
  'whatsapp',
  'individual',
  'text',
  'template',
  'image',
  'interactive',
  'list',
  '16505551234',
  '0',
  '\u0000',
];
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...words),
    fc.jsonValue({ maxDepth: 2 }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 8 })), tie('any'), { maxKeys: 5 }),
  ),
})).any;
const body = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string({ maxLength: 8 })), value, { maxKeys: 6 });

it.each(['GET', 'POST', 'DELETE'])(
  '%s with whatever values gets an answer or Meta’s error, never a 500',
  async (method) => {
    const { url, simulator, shop } = await start(['--limits', 'off']);
    const [waba] = simulator.company.wabas;
    const template = simulator.templates.list(waba?.id ?? '')[0]?.id ?? '';
    const nodes = [
      shop,
      waba?.id ?? '',
      template,
      simulator.company.appId,
      simulator.company.businessId,
      'nobody',
      '%00',
    ];
    const call = fc.record({ node: fc.constantFrom(...nodes), edge: fc.constantFrom(...edges), given: body });
    await fc.assert(
      fc.asyncProperty(call, async ({ node, edge, given }) => {
        const query = method === 'POST' ? '' : `?${new URLSearchParams(asText(given))}`;
        const response = await fetch(`${url}/v26.0/${node}/${edge}${query}`, {
          method,
          headers: { authorization: `Bearer ${simulator.tokens.current()}`, 'content-type': 'application/json' },
          ...(method === 'POST' ? { body: JSON.stringify(given) } : {}),
        });
        // 503 and 500 are Meta's too, but for a state, not for what is asked.
        if (response.status >= 500) throw new Error(`${method} /${edge} answered ${response.status}`);
        const answer: unknown = await response.json();
        if (response.status !== 200) expect(answer).toMatchObject({ error: { code: expect.any(Number) } });
      }),
      { numRuns: fc.readConfigureGlobal()?.numRuns ?? 400 },
    );
  },
);

function asText(given: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([key, each]) => [key, typeof each === 'string' ? each : JSON.stringify(each)]),
  );
}

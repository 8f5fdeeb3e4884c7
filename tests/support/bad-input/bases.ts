import type { Hints } from './json-schema.ts';

// Right bodies where the contract's own schema does not say what it takes: it looks at them in code.

const of = (hints: Hints, name: string): string => hints[name]?.[0] ?? '';

/** By `POST /path`. */
export function basesOf(route: string, hints: Hints): readonly object[] {
  return all(hints)[route] ?? [];
}

const body = { type: 'BODY', text: 'Hello {{1}}, welcome', example: { body_text: [['Ana']] } };
const templates: readonly object[] = [
  { name: 'welcome_back', language: 'en_US', category: 'UTILITY', components: [body] },
  {
    name: 'with_buttons',
    language: 'de',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'News' },
      body,
      { type: 'FOOTER', text: 'Reply STOP' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes' },
          { type: 'URL', text: 'See', url: 'https://example.com' },
        ],
      },
    ],
  },
];

function all(hints: Hints): Record<string, readonly object[]> {
  const to = { integrationId: of(hints, 'integrationId'), to: of(hints, 'to') };
  const template = {
    name: 'hello_world',
    language: { code: 'en_US' },
    components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }],
  };
  const row = { id: 'r1', title: 'One', description: 'first' };
  const text = { body: { text: 'Which one?' } };
  const contents: readonly object[] = [
    { type: 'text', text: { body: 'hello', preview_url: true } },
    { type: 'image', image: { link: 'https://example.com/a.png', caption: 'look' } },
    { type: 'document', document: { id: of(hints, 'media'), filename: 'a.pdf' } },
    { type: 'location', location: { latitude: 1.5, longitude: 2, name: 'here', address: 'there' } },
    {
      type: 'contacts',
      contacts: [{ name: { formatted_name: 'Ana', first_name: 'Ana' }, phones: [{ phone: '+15550100001' }] }],
    },
    { type: 'reaction', reaction: { message_id: of(hints, 'messages'), emoji: '👍' } },
    { type: 'template', template },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        ...text,
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
      },
    },
    {
      type: 'interactive',
      interactive: { type: 'list', ...text, action: { button: 'Choose', sections: [{ title: 'A', rows: [row] }] } },
    },
    {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        ...text,
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com' } },
      },
    },
  ];
  return {
    'POST /api/whatsapp/messages/send': contents.flatMap((content) => [
      { ...to, ...content },
      { conversationId: of(hints, 'conversationId'), ...content },
    ]),
    'POST /api/whatsapp/templates': templates.map((each) => ({ ...each, integrationId: to.integrationId })),
    'PATCH /api/whatsapp/templates/:id': [{ components: [body] }, { category: 'UTILITY', components: [body] }],
    'POST /api/integrations/templates': templates,
  };
}

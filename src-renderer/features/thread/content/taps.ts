import { z } from 'zod';
import type { ContentOf } from '#shared/content.ts';
import type { ThreadMessage } from '#shared/inbox.ts';

// What a message offers to tap, read out of the action as Meta takes it. Unknown keys and kinds give fewer taps, never
// an error: the message was sent, it has to be shown.

export interface Tap {
  kind: 'reply' | 'row' | 'url' | 'call' | 'copy' | 'flow' | 'product' | 'location' | 'contact' | 'catalog' | 'other';
  id: string | null;
  label: string;
  /** The small line below it, or the address it leads to. */
  detail: string | null;
}

export interface TapGroup {
  title: string | null;
  taps: Tap[];
}

const text = z.string().catch('');
const maybe = z.string().nullable().catch(null).default(null);
const listOf = <S extends z.ZodType>(schema: S) => z.array(schema).catch([]).default([]);
const product = z.object({ product_retailer_id: text });

const Action = z.object({
  name: maybe,
  button: maybe,
  buttons: listOf(z.object({ reply: z.object({ id: maybe, title: text }) })),
  sections: listOf(
    z.object({
      title: maybe,
      rows: listOf(z.object({ id: maybe, title: text, description: maybe })),
      product_items: listOf(product),
    }),
  ),
  product_retailer_id: maybe,
  parameters: z
    .object({ display_text: maybe, url: maybe, flow_cta: maybe })
    .catch({ display_text: null, url: null, flow_cta: null })
    .default({ display_text: null, url: null, flow_cta: null }),
  cards: listOf(
    z.object({ body: z.object({ text }).nullable().catch(null), action: z.record(z.string(), z.unknown()) }),
  ),
});

const tap = (kind: Tap['kind'], label: string, rest: Partial<Tap> = {}): Tap => ({
  kind,
  label,
  id: null,
  detail: null,
  ...rest,
});

/** The taps of an interactive message by section; `opener`: what opens a list. */
export function tapsOf({ kind, action }: Pick<ContentOf<'interactive'>, 'kind' | 'action'>): {
  opener: string | null;
  groups: TapGroup[];
} {
  const parsed = Action.safeParse(action);
  if (!parsed.success) return { opener: null, groups: [] };
  const { data } = parsed;
  const one = (...taps: Tap[]) => ({ opener: null, groups: [{ title: null, taps }] });
  switch (kind) {
    case 'button':
      return one(...data.buttons.map(({ reply }) => tap('reply', reply.title, { id: reply.id })));
    case 'list':
      return {
        opener: data.button,
        groups: data.sections.map(({ title, rows }) => ({
          title,
          taps: rows.map((row) => tap('row', row.title, { id: row.id, detail: row.description })),
        })),
      };
    case 'product_list':
      return {
        opener: null,
        groups: data.sections.map(({ title, product_items: items }) => ({
          title,
          taps: items.map((item) => tap('product', item.product_retailer_id)),
        })),
      };
    case 'cta_url':
      return one(tap('url', data.parameters.display_text ?? '', { detail: data.parameters.url }));
    case 'flow':
      return one(tap('flow', data.parameters.flow_cta ?? ''));
    case 'voice_call':
      return one(tap('call', data.parameters.display_text ?? ''));
    case 'product':
      return one(tap('product', data.product_retailer_id ?? ''));
    case 'location_request_message':
      return one(tap('location', ''));
    case 'contact_request':
      return one(tap('contact', ''));
    case 'catalog_message':
      return one(tap('catalog', ''));
    case 'carousel':
      return {
        opener: null,
        groups: data.cards.map(({ body, action: inner }) => ({
          title: body?.text ?? null,
          taps: ['button', 'cta_url', 'product'].flatMap((each) =>
            tapsOf({ kind: each, action: inner }).groups.flatMap(({ taps }) =>
              taps.filter(({ label }) => label !== ''),
            ),
          ),
        })),
      };
    default:
      return { opener: null, groups: [] };
  }
}

/** Which of a message's taps the customer chose: those that were answered. */
export function chosenOf(
  messageId: ThreadMessage['id'],
  later: readonly ThreadMessage[],
): { ids: ReadonlySet<string>; titles: ReadonlySet<string> } {
  const answers = later.filter(({ content, replyTo }) => replyTo === messageId && content.type === 'answer');
  const contents = answers.map(({ content }) => content as ContentOf<'answer'>);
  return {
    ids: new Set(contents.map(({ id }) => id).filter((id) => id !== null)),
    titles: new Set(contents.map(({ title }) => title)),
  };
}

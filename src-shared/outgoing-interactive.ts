import { z } from 'zod';
import { OutgoingMedia } from './outgoing-media.ts';

// Every interactive kind with the limits of Meta's reference. `action` is as Meta takes it; keys that this version does
// not know go through.

const text = (max: number) =>
  z
    .string()
    .refine((value) => value.trim() !== '', 'is empty')
    .max(max, `is longer than the ${max} characters WhatsApp allows`);

const textHeader = z.object({ kind: z.literal('text'), text: text(60) });
const anyHeader = z.discriminatedUnion('kind', [
  textHeader,
  z.object({ kind: z.literal('media'), mediaKind: z.enum(['image', 'video', 'document']), media: OutgoingMedia }),
]);
const optional = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);
const none = z.null().default(null);
const body = text(1024);
const footer = optional(text(60));
const named = <N extends string>(name: N) => z.looseObject({ name: z.literal(name) });

const kind = <const K extends string, S extends z.ZodRawShape>(name: K, shape: S) =>
  z.object({ type: z.literal('interactive'), kind: z.literal(name), ...shape });

const noDoubles = (values: readonly (string | undefined)[]): boolean => new Set(values).size === values.length;

const reply = z.looseObject({ id: text(256), title: text(20) });
const Buttons = z.looseObject({
  buttons: z
    .array(z.looseObject({ type: z.literal('reply'), reply }))
    .min(1)
    .max(3, 'are more than the 3 WhatsApp allows')
    .refine((buttons) => noDoubles(buttons.map((button) => button.reply.id)), 'have an id twice')
    .refine((buttons) => noDoubles(buttons.map((button) => button.reply.title)), 'have a title twice'),
});

const titled = (sections: readonly { title?: string | undefined }[]): boolean =>
  sections.length < 2 || sections.every(({ title }) => title !== undefined);
const List = z.looseObject({
  button: text(20),
  sections: z
    .array(
      z.looseObject({
        title: text(24).optional(),
        rows: z
          .array(z.looseObject({ id: text(200), title: text(24), description: text(72).optional() }))
          .min(1)
          .max(10, 'are more than the 10 WhatsApp allows'),
      }),
    )
    .min(1)
    .max(10, 'are more than the 10 WhatsApp allows')
    .refine(titled, 'all need a title when there is more than one')
    .refine((sections) => sections.flatMap(({ rows }) => rows).length <= 10, 'have more than 10 rows in all')
    .refine((sections) => noDoubles(sections.flatMap(({ rows }) => rows.map(({ id }) => id))), 'have a row id twice'),
});

const UrlButton = z.looseObject({
  name: z.literal('cta_url'),
  parameters: z.looseObject({ display_text: text(20), url: z.url({ protocol: /^https?$/ }).max(2000) }),
});

const Flow = z.looseObject({
  name: z.literal('flow'),
  parameters: z
    .looseObject({
      flow_message_version: z.literal('3').default('3'),
      flow_id: text(200).optional(),
      flow_name: text(200).optional(),
      flow_cta: text(20),
      flow_token: text(200).optional(),
      mode: z.enum(['draft', 'published']).optional(),
      flow_action: z.enum(['navigate', 'data_exchange']).optional(),
      flow_action_payload: z.looseObject({ screen: text(200) }).optional(),
    })
    .refine(
      (flow) => (flow.flow_id === undefined) !== (flow.flow_name === undefined),
      'needs either flow_id or flow_name',
    ),
});

const Product = z.looseObject({ catalog_id: text(256), product_retailer_id: text(256) });
const Products = z.looseObject({
  catalog_id: text(256),
  sections: z
    .array(
      z.looseObject({
        title: text(24).optional(),
        product_items: z.array(z.looseObject({ product_retailer_id: text(256) })).min(1),
      }),
    )
    .min(1)
    .max(10, 'are more than the 10 WhatsApp allows')
    .refine(titled, 'all need a title when there is more than one')
    .refine(
      (sections) => sections.flatMap((section) => section.product_items).length <= 30,
      'have more than 30 products in all',
    ),
});

const CallButton = z.looseObject({
  name: z.literal('voice_call'),
  parameters: z
    .looseObject({
      display_text: text(20).optional(),
      ttl_minutes: z.int().min(1).max(43_200).optional(),
      payload: z.string().max(512).optional(),
    })
    .optional(),
});

const Address = z.looseObject({
  name: z.literal('address_message'),
  parameters: z.looseObject({ country: z.enum(['IN', 'SG', 'India', 'Singapore']) }),
});

// Header and body of a card are Meta's own form too: a carousel is one `action`.
const Card = z.looseObject({
  card_index: z.int().min(0).max(9),
  body: z
    .looseObject({
      text: text(160).refine((value) => value.split('\n').length <= 3, 'has more than 2 line breaks'),
    })
    .optional(),
  action: z.record(z.string(), z.unknown()),
});
const Carousel = z.looseObject({
  cards: z
    .array(Card)
    .min(2, 'must be at least 2')
    .max(10, 'are more than the 10 WhatsApp allows')
    .refine((cards) => cards.every((card, index) => card.card_index === index), 'must be numbered from 0'),
});

/** Buttons, lists, links, flows, products and what else a customer can tap. */
export const OutgoingInteractive = z.discriminatedUnion('kind', [
  kind('button', { header: optional(anyHeader), body, footer, action: Buttons }),
  kind('list', { header: optional(textHeader), body: text(4096), footer, action: List }),
  kind('cta_url', { header: optional(anyHeader), body, footer, action: UrlButton }),
  kind('flow', { header: optional(anyHeader), body, footer, action: Flow }),
  kind('location_request_message', { header: none, body, footer: none, action: named('send_location') }),
  kind('contact_request', { header: optional(anyHeader), body, footer, action: named('request_contact_info') }),
  kind('product', { header: none, body: optional(body), footer, action: Product }),
  kind('product_list', { header: textHeader, body, footer, action: Products }),
  kind('catalog_message', { header: none, body, footer, action: named('catalog_message') }),
  kind('carousel', { header: none, body, footer: none, action: Carousel }),
  kind('voice_call', { header: none, body, footer: none, action: CallButton }),
  kind('call_permission_request', {
    header: none,
    body: optional(body),
    footer: none,
    action: named('call_permission_request'),
  }),
  kind('address_message', { header: optional(anyHeader), body, footer, action: Address }),
]);
export type OutgoingInteractive = z.infer<typeof OutgoingInteractive>;

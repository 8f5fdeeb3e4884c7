import { z } from 'zod';
import { ErrorItem, id, ownId, seconds, text } from './webhook-schema.ts';

// The parts that only some kinds of messages and fields have; loose like the rest, see webhook-schema.ts.

const words = text.optional().catch(undefined);
const number = z.coerce.number().refine(Number.isFinite);

export const MediaPart = z.object({
  id: ownId,
  mime_type: z.string().max(512).catch('application/octet-stream'),
  sha256: id,
  url: z.url().max(4096).optional().catch(undefined),
  caption: words,
  filename: words,
  voice: z.boolean().optional().catch(undefined),
});
export type MediaPart = z.infer<typeof MediaPart>;

export const LocationPart = z.object({ latitude: number, longitude: number, name: words, address: words });

export const CardPart = z.object({
  name: z.object({ formatted_name: words, first_name: words, last_name: words }).optional().catch(undefined),
  phones: z
    .array(z.object({ phone: words, wa_id: id, type: words }))
    .optional()
    .catch(undefined),
  emails: z
    .array(z.object({ email: words, type: words }))
    .optional()
    .catch(undefined),
  org: z.object({ company: words }).optional().catch(undefined),
  origin: id,
});
export type CardPart = z.infer<typeof CardPart>;

export const ReactionPart = z.object({ message_id: ownId, emoji: text.nullish().catch(undefined) });

export const EditPart = z.object({
  original_message_id: ownId,
  message: z.record(z.string(), z.unknown()).catch({}),
});
export const RevokePart = z.object({ original_message_id: ownId });

const Reply = z.object({ id: text.nullish(), title: text, description: words });
export const InteractivePart = z.union([
  z.object({ type: z.literal('button_reply'), button_reply: Reply }),
  z.object({ type: z.literal('list_reply'), list_reply: Reply }),
  z.object({ type: z.literal('nfm_reply'), nfm_reply: z.object({ response_json: words, body: words, name: words }) }),
  z.object({
    type: z.literal('call_permission_reply'),
    call_permission_reply: z.looseObject({ response: z.string().max(64) }),
  }),
]);

export const ButtonPart = z.object({ text, payload: words });

export const OrderPart = z.object({
  catalog_id: id,
  text: words,
  product_items: z
    .array(
      z.object({
        product_retailer_id: ownId,
        quantity: number.catch(1),
        item_price: number.nullish().catch(null),
        currency: id,
      }),
    )
    .catch([]),
});

export const SystemPart = z.object({ type: id, body: words, wa_id: id, user_id: id, previous_user_id: id });

export const UnsupportedPart = z.object({ type: id });
export const Errors = z.array(ErrorItem);

export const ContextPart = z.object({
  id,
  forwarded: z.boolean().catch(false),
  frequently_forwarded: z.boolean().catch(false),
  referred_product: z.object({ catalog_id: id, product_retailer_id: id }).optional().catch(undefined),
});

export const PastPart = z.object({ status: id });

export const ReferralPart = z.object({
  source_type: id,
  source_id: id,
  source_url: words,
  headline: words,
  body: words,
  ctwa_clid: words,
});

export const CallItem = z.object({
  id: ownId,
  event: id,
  timestamp: seconds,
  direction: id,
  from: id,
  from_user_id: id,
  to: id,
  to_user_id: id,
  status: id,
  duration: number.nullish().catch(null),
});
export type CallItem = z.infer<typeof CallItem>;

export const ConsentItem = z.object({
  wa_id: id,
  user_id: id,
  detail: words,
  category: z.string().max(64).catch('marketing_messages'),
  value: z.string().min(1).max(64),
  signup_id: id,
  timestamp: seconds,
});

export const BookItem = z.object({
  type: z.literal('contact'),
  action: z.enum(['add', 'remove']),
  contact: z.object({ full_name: words, first_name: words, phone_number: id, user_id: id, username: id }),
  metadata: z.object({ timestamp: seconds.catch(0) }).catch({ timestamp: 0 }),
});

const Changed = z.object({ previous: id, current: id });
export const IdUpdateItem = z.object({
  wa_id: id,
  detail: words,
  user_id: Changed,
  timestamp: seconds,
});

const Owner = z.object({ previous_owner_role: id, new_owner_role: id });
export const Handover = z.object({
  sender: z.object({ phone_number: id, user_id: id }),
  recipient: z.object({ phone_number_id: id }),
  type: z.enum(['control_passed', 'control_taken']),
  timestamp: seconds,
  control_passed: Owner.optional().catch(undefined),
  control_taken: Owner.optional().catch(undefined),
});

import { z } from 'zod';

// Meta's webhook bodies, as loosely as can be: only what we use, everything optional that Meta ever left out. Lists
// are lists of unknown here, so that one item of a new kind does not cost its neighbours. What only some kinds of
// messages have is read by `webhook-content-schema.ts`: texts are most of what comes, and must not pay for it.

/** NUL and lone surrogates occur in real payloads and no database takes them. */
export const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');
export const text = z.string().transform(clean);
/** An id as text, also where Meta writes a number; anything else counts as absent. */
export const id = z
  .union([z.string(), z.number().transform(String)])
  .pipe(z.string().min(1).max(512))
  .transform(clean)
  .optional()
  .catch(undefined);
/** An id that a thing can't do without. */
export const ownId = z.string().min(1).max(512).transform(clean);
export const seconds = z.coerce.number().pipe(z.int().min(0).max(100_000_000_000));

export const Envelope = z.object({
  object: z.string(),
  entry: z.array(
    z.object({
      id,
      time: seconds.optional().catch(undefined),
      changes: z.array(z.object({ field: z.string(), value: z.unknown() })),
    }),
  ),
});

/** What lists it has is asked one by one with `listIn`: most bodies have two of a dozen. */
export const Value = z.looseObject({
  metadata: z.object({ phone_number_id: id, display_phone_number: id }).optional().catch(undefined),
});
export type Value = z.infer<typeof Value>;

export function listIn(value: Value, name: string): unknown[] {
  const list = value[name];
  // Its items are read one by one.
  return Array.isArray(list) ? (list as unknown[]) : [];
}

export const ContactItem = z.object({
  profile: z
    .object({ name: text.optional().catch(undefined), username: id })
    .optional()
    .catch(undefined),
  wa_id: id,
  user_id: id,
});
export type ContactItem = z.infer<typeof ContactItem>;

export const MessageItem = z.object({
  id: ownId,
  timestamp: seconds,
  type: text.optional().catch(undefined),
  from: id,
  from_user_id: id,
  to: id,
  to_user_id: id,
  group_id: id,
  text: z.object({ body: text }).optional().catch(undefined),
});
export type MessageItem = z.infer<typeof MessageItem>;

export const ErrorItem = z.object({
  code: z.coerce.number().pipe(z.int()).catch(0),
  title: text.catch(''),
  message: text.optional().catch(undefined),
  error_data: z.object({ details: text }).optional().catch(undefined),
});
export type ErrorItem = z.infer<typeof ErrorItem>;

export const StatusItem = z.object({
  id: ownId,
  status: z.string().min(1).max(64).transform(clean),
  timestamp: seconds,
  type: id,
  recipient_id: id,
  recipient_user_id: id,
  recipient_participant_id: id,
  participant_recipient_id: id,
  recipient_participant_user_id: id,
  biz_opaque_callback_data: id,
  pricing: z.object({ type: id, category: id }).optional().catch(undefined),
  errors: z.array(ErrorItem).optional().catch(undefined),
});
export type StatusItem = z.infer<typeof StatusItem>;

export const HistoryItem = z.object({
  errors: z.array(ErrorItem).catch([]),
  threads: z
    .array(
      z.object({
        id,
        context: z.object({ user_id: id, wa_id: id, username: id }).optional().catch(undefined),
        messages: z.array(z.unknown()).catch([]),
      }),
    )
    .catch([]),
});
export type HistoryItem = z.infer<typeof HistoryItem>;

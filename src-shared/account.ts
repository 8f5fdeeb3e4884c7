import { z } from 'zod';
import { AccountId } from './ids.ts';

export const Provider = z.enum(['meta_cloud', 'gateway']);
export const CredentialSource = z.enum(['stored', 'endpoint']);

/** When blue ticks go to the customer (ruling 50). */
export const ReadReceipts = z.enum(['on_open', 'on_reply', 'never']);

/** Why an account cannot send; null when it can. `token` = Meta answered 190 or 401: messages are held, not lost. */
export const CannotSendReason = z.enum(['token', 'not_configured', 'disabled', 'endpoint']);
export type CannotSendReason = z.infer<typeof CannotSendReason>;

/** One WhatsApp number of a tenant. Never carries a credential. */
export const Account = z.object({
  id: AccountId,
  version: z.int(),
  name: z.string().min(1).max(200),
  /** Index into the eight account colours of the desktop. */
  color: z.int().min(0).max(7),
  provider: Provider,
  credentialSource: CredentialSource,
  phoneNumberId: z.string(),
  wabaId: z.string(),
  displayPhoneNumber: z.string(),
  /** ISO 3166-1 alpha-2 of the number: national numbers typed by agents are read with it (ruling 53). */
  country: z.string().length(2).nullable(),
  cannotSend: CannotSendReason.nullable(),
  qualityRating: z.string().nullable(),
  readReceipts: ReadReceipts,
  createdAt: z.int(),
});
export type Account = z.infer<typeof Account>;

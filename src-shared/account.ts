import { z } from 'zod';
import { AccountId } from './ids.ts';

export const Provider = z.enum(['meta_cloud', 'gateway']);
export type Provider = z.infer<typeof Provider>;
export const CredentialSource = z.enum(['stored', 'endpoint']);

/** When blue ticks go to the customer (ruling 50). */
export const ReadReceipts = z.enum(['on_open', 'on_reply', 'never']);

/** Why an account cannot send; null when it can. `token` = Meta answered 190 or 401: messages are held, not lost. */
export const CannotSendReason = z.enum(['token', 'not_configured', 'disabled', 'endpoint']);
export type CannotSendReason = z.infer<typeof CannotSendReason>;

/** What Meta has told about a number and its business account besides messages; null: not a word about it yet. */
export const AccountStanding = z.object({
  /** How many people may be written to outside of their windows in 24 hours: TIER_2K … */
  messagingLimit: z.string().nullable(),
  /** FLAGGED, UNFLAGGED, THROUGHPUT_UPGRADE … */
  numberEvent: z.string().nullable(),
  name: z.object({ decision: z.string(), name: z.string(), reason: z.string().nullable() }).nullable(),
  /** `state`: DISABLE, REINSTATE or SCHEDULE_FOR_DISABLE; `date` in Meta's words. */
  ban: z.object({ state: z.string(), date: z.string().nullable() }).nullable(),
  /** `until`: epoch ms. */
  restrictions: z.array(z.object({ type: z.string(), until: z.int().nullable() })).nullable(),
  violation: z.string().nullable(),
  /** How the account hangs together with Meta and partners: ACCOUNT_DELETED, ACCOUNT_OFFBOARDED, PARTNER_ADDED … */
  link: z.string().nullable(),
  review: z.string().nullable(),
  alert: z.object({ type: z.string(), severity: z.string(), text: z.string() }).nullable(),
  security: z.string().nullable(),
});
export type AccountStanding = z.infer<typeof AccountStanding>;

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
  /** Do CRMs hear of everybody who writes to it, or only of people they know (ruling 37)? Absent: of everybody. */
  autoCreateContacts: z.boolean().optional(),
  createdAt: z.int(),
  /** When its access token ends (epoch ms); absent when it never does, or nobody knows. */
  tokenExpiresAt: z.int().optional(),
  /** Since when the endpoint it goes through does not answer (epoch ms); only while that is worth an alert. */
  endpointDownSince: z.int().optional(),
  /** Absent while Meta has told nothing. */
  standing: AccountStanding.optional(),
});
export type Account = z.infer<typeof Account>;

/** Days before the end of a token at which its company is warned. */
export const tokenWarningDays = [14, 7, 1] as const;

/** The warning that is due: the least of 14, 7 and 1 days that still covers what is left, 0 when it is over. Pure. */
export function tokenWarning(expiresAt: number | null | undefined, now: number): 14 | 7 | 1 | 0 | null {
  if (expiresAt === null || expiresAt === undefined) return null;
  const daysLeft = (expiresAt - now) / 86_400_000;
  if (daysLeft <= 0) return 0;
  return tokenWarningDays.findLast((days) => daysLeft <= days) ?? null;
}

/**
 * What Meta said of new credentials. Not `ok`: they are stored, the account can't send, and `field` is the one to look
 * at (null: Meta could not be asked). `message` is for people; with `ok` it is a warning.
 */
export const Verification = z.object({ ok: z.boolean(), field: z.string().nullable(), message: z.string().nullable() });
export type Verification = z.infer<typeof Verification>;

import { z } from 'zod';
import { AccountId, IntegrationTokenId, UserId } from './ids.ts';

/** What a token of an integrator looks like (S-42): 256 bits in lower-case hex. */
export const integrationTokenPattern = /^wpi_int_[0-9a-f]{64}$/;

/** From this age on a change of the token is advised. */
export const rotateAfterMs = 90 * 24 * 60 * 60_000;

/** The token's owner is told that something is not as usual: it came from elsewhere, or ten times as often. */
export const TokenAlert = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new_network'), at: z.iso.datetime(), network: z.string() }),
  z.object({ kind: z.literal('unusual_rate'), at: z.iso.datetime(), perHour: z.int(), usualPerHour: z.number() }),
]);
export type TokenAlert = z.infer<typeof TokenAlert>;

/** A token as its owners see it: everything but the token. Times in ISO 8601 (ruling 4). */
export const IntegrationToken = z.object({
  id: IntegrationTokenId,
  accountId: AccountId,
  accountName: z.string(),
  wabaId: z.string(),
  name: z.string(),
  lastFour: z.string().length(4),
  createdAt: z.iso.datetime(),
  createdBy: z.object({ id: UserId, name: z.string() }),
  lastUsedAt: z.iso.datetime().nullable(),
  /** What to do, once the token is old; null before. */
  rotateHint: z.string().nullable(),
  /** The last unusual use; null when there was none. */
  alert: TokenAlert.nullable(),
});
export type IntegrationToken = z.infer<typeof IntegrationToken>;

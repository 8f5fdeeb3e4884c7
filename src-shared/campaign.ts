import { z } from 'zod';
import { AccountId, CampaignId } from './ids.ts';

/** One template to many people: recipients at once, at most. */
export const maxRecipients = 1000;
/** Messages a minute, unless somebody wishes otherwise: a tenth of what WhatsApp lets a number send. */
export const defaultPerMinute = 480;
export const maxPerMinute = 4800;

/** `done`: everyone has been written to, or skipped. What became of each message goes on being counted. */
export const CampaignState = z.enum(['running', 'paused', 'cancelled', 'done']);
export type CampaignState = z.infer<typeof CampaignState>;

/**
 * How many recipients are where. They add up to `total`. `waiting`: not written to yet. `skipped`: never will be.
 * `sent` is on its way or taken by WhatsApp; `delivered` and `read` are what came after.
 */
export const CampaignCounts = z.object({
  total: z.int(),
  waiting: z.int(),
  skipped: z.int(),
  sent: z.int(),
  delivered: z.int(),
  read: z.int(),
  failed: z.int(),
  uncertain: z.int(),
});
export type CampaignCounts = z.infer<typeof CampaignCounts>;

/** Times in ISO 8601 (ruling 4). */
export const Campaign = z.object({
  id: CampaignId,
  accountId: AccountId,
  name: z.string(),
  template: z.string(),
  language: z.string(),
  state: CampaignState,
  /** Why a running one stands still; null when it doesn't. */
  waitsFor: z.enum(['account']).nullable(),
  perMinute: z.int(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  counts: CampaignCounts,
});
export type Campaign = z.infer<typeof Campaign>;

import { z } from 'zod';
import { AccountId } from '../ids.ts';
import { nothing, route } from './route.ts';

/** How things stood in one minute. Times epoch ms. */
export const HealthSample = z.object({
  at: z.int(),
  /** Messages that wait to go out. */
  waiting: z.int(),
  /** How many bodies WhatsApp sent in that minute. */
  webhooks: z.int(),
  /** How long the newest of them was on its way; null: there was none that says when it was made. */
  lagMs: z.int().nullable(),
  /** How long the database took for a small question. */
  databaseMs: z.int(),
  /** Of the node that wrote it down. */
  memoryBytes: z.int(),
});
export type HealthSample = z.infer<typeof HealthSample>;

export const HealthBoard = z.object({
  now: HealthSample,
  version: z.string(),
  /** The one that answers: nodes know nothing of each other. */
  node: z.object({ name: z.string(), startedAt: z.int() }),
  sending: z.object({
    waiting: z.int(),
    /** Their account can't send: they wait for it. */
    held: z.int(),
    /** WhatsApp may have them; an agent decides. */
    uncertain: z.int(),
    /** When the oldest one that waits was written. */
    oldestAt: z.int().nullable(),
  }),
  webhooks: z.object({
    lastAt: z.int().nullable(),
    lagMs: z.int().nullable(),
    /** Of those whose webhooks are among the last few hundred. */
    accounts: z.array(z.object({ accountId: AccountId, lastAt: z.int() })),
    /** Bodies of the last few hundred that could not be taken in. */
    dead: z.int(),
  }),
  /** The last day, a sample a minute, the oldest first; none where the server was not running. */
  history: z.array(HealthSample),
});
export type HealthBoard = z.infer<typeof HealthBoard>;

export const healthRoutes = {
  healthBoard: route('GET', '/api/health-board', {
    summary: 'How the company’s sending and receiving does, with the last day',
    query: nothing,
    body: nothing,
    response: HealthBoard,
  }),
} as const;

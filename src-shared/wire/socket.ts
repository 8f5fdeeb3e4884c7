import { z } from 'zod';
import { ChangePage } from '../change.ts';
import { ErrorShape } from '../error.ts';
import { ConversationId } from '../ids.ts';
import { DraftMode } from '../inbox.ts';
import type { Permission } from '../permission.ts';
import { LeaseAct, PresencePush, PresenceStatus } from '../presence.ts';

// The socket contract (socket.io, websocket only). The socket speeds things up; correctness never depends on it.

/** Sent in the handshake's `auth`. `launch` only to a bundled backend (S-21). */
export const Handshake = z.object({ accessToken: z.string().max(4096), launch: z.string().max(200).optional() });
export type Handshake = z.infer<typeof Handshake>;

/** Heartbeat every 25 s, at once after connecting, and whenever one of its facts changes. */
export const Heartbeat = z.object({
  epoch: z.string(),
  head: z.int(),
  /** Server clock, epoch ms: the service window is judged by it (R-8e). */
  serverTime: z.int(),
  /** Last answer of the Graph API to this tenant's accounts, and last webhook received; null = none since start. */
  whatsapp: z.object({ state: z.enum(['ok', 'down', 'unknown']), at: z.int().nullable() }),
  webhook: z.object({ at: z.int().nullable(), publicUrl: z.boolean() }),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/**
 * Why the server ends a socket: the desktop refreshes its token, or asks the person to sign in again. `refused`: the
 * session goes on, but this is not for it now; trying again tells why.
 */
export const SessionEnd = z.object({ reason: z.enum(['token_expired', 'session_revoked', 'refused']) });

export const socketEvents = {
  changes: ChangePage,
  heartbeat: Heartbeat,
  sessionEnd: SessionEnd,
  presence: PresencePush,
} as const;
export type SocketEvents = { [K in keyof typeof socketEvents]: (payload: z.infer<(typeof socketEvents)[K]>) => void };

const said = <S extends z.ZodRawShape>(permission: Permission, shape: S) => ({ permission, payload: z.object(shape) });

/** What a desktop says about its person, and who may say it. Each is acknowledged with a {@link SocketAnswer}. */
export const clientEvents = {
  /** The conversations that are on screen: one in each window. */
  viewing: said('inbox.read', { conversationIds: z.array(ConversationId).max(8) }),
  /** `mode` null: stopped. Typing a reply also makes the answer theirs, or keeps it so, unless it is a colleague's. */
  typing: said('note.add', { conversationId: ConversationId, mode: DraftMode.nullable() }),
  /** `override` takes the answer from a colleague, and is audited. */
  lease: said('message.send', { conversationId: ConversationId, act: LeaseAct }),
  status: said('inbox.read', { status: PresenceStatus }),
} as const;
export type ClientEvent = keyof typeof clientEvents;
export type ClientPayload<E extends ClientEvent> = z.infer<(typeof clientEvents)[E]['payload']>;

export const SocketAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: ErrorShape }),
]);
export type SocketAnswer = z.infer<typeof SocketAnswer>;

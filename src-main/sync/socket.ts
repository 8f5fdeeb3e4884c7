import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import {
  type ClientEvent,
  type ClientPayload,
  type Handshake,
  SocketAnswer,
  socketEvents,
} from '#shared/wire/socket.ts';

type Payloads = { [E in keyof typeof socketEvents]: z.infer<(typeof socketEvents)[E]> };

export interface SocketListeners {
  connected: () => void;
  /** The connection failed or ended. Called once; the socket is spent. `refusal`: what the backend had against it. */
  lost: (refusal: { code: string; reason: string | null } | null) => void;
  changes: (page: Payloads['changes']) => void;
  heartbeat: (heartbeat: Payloads['heartbeat']) => void;
  sessionEnd: (end: Payloads['sessionEnd']) => void;
  presence: (push: Payloads['presence']) => void;
}

/** Says something to the backend. Rejects when it is refused, and when the answer doesn't come. */
export type Tell = <E extends ClientEvent>(event: E, payload: ClientPayload<E>) => Promise<void>;

export interface OpenSocket {
  /** Quietly: the listeners hear nothing any more. */
  close: () => void;
  tell: Tell;
}

const answerMs = 5000;

const Refusal = z.object({ code: z.string(), details: z.object({ reason: z.string() }).partial().optional() });

/**
 * Opens one websocket to the backend; trying again is the caller's. A payload that can't be read ends it: the same data
 * comes with the next pull, as an answer that can be judged.
 */
export function openSocket(url: string, auth: Handshake, listeners: SocketListeners): OpenSocket {
  const socket: Socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
  let isSpent = false;
  const spend = (): boolean => {
    const wasOpen = !isSpent;
    isSpent = true;
    socket.close();
    return wasOpen;
  };
  const hear = <E extends keyof Payloads>(event: E, listener: (payload: Payloads[E]) => void): void => {
    socket.on(event as string, (payload: unknown) => {
      if (isSpent) return;
      const parsed = socketEvents[event].safeParse(payload);
      if (parsed.success) listener(parsed.data as Payloads[E]);
      else if (spend()) listeners.lost(null);
    });
  };
  socket.on('connect', () => {
    if (!isSpent) listeners.connected();
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    const refusal = Refusal.safeParse(error.data);
    const said = refusal.success ? { code: refusal.data.code, reason: refusal.data.details?.reason ?? null } : null;
    if (spend()) listeners.lost(said);
  });
  socket.on('disconnect', () => {
    if (spend()) listeners.lost(null);
  });
  hear('changes', listeners.changes);
  hear('heartbeat', listeners.heartbeat);
  hear('sessionEnd', listeners.sessionEnd);
  hear('presence', listeners.presence);
  return {
    close: () => void spend(),
    tell: async (event, payload) => {
      const said: unknown = await socket
        .timeout(answerMs)
        .emitWithAck(event, payload)
        .catch(() => null);
      const answer = SocketAnswer.safeParse(said);
      if (!answer.success) throw new AppError('offline', 'The server did not answer.');
      if (answer.data.ok) return;
      const { code, message, details } = answer.data.error;
      throw new AppError(code, message, details === undefined ? {} : { details });
    },
  };
}

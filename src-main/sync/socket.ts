import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { socketEvents, type Handshake } from '#shared/wire/socket.ts';

type Payloads = { [E in keyof typeof socketEvents]: z.infer<(typeof socketEvents)[E]> };

export interface SocketListeners {
  connected: () => void;
  /** The connection failed or ended, for this reason in words. Called once; the socket is spent. */
  lost: (reason: string, refused: boolean) => void;
  changes: (page: Payloads['changes']) => void;
  heartbeat: (heartbeat: Payloads['heartbeat']) => void;
  sessionEnd: (end: Payloads['sessionEnd']) => void;
}

/**
 * Opens one websocket to the backend; trying again is the caller's. `refused`: the backend did not accept the token.
 * Returns how to close it quietly.
 */
export function openSocket(url: string, auth: Handshake, listeners: SocketListeners): () => void {
  const socket: Socket = io(url, { transports: ['websocket'], reconnection: false, forceNew: true, auth });
  let isSpent = false;
  const end = (reason: string | null, refused = false): void => {
    if (isSpent) return;
    isSpent = true;
    socket.close();
    if (reason !== null) listeners.lost(reason, refused);
  };
  const hear = <E extends keyof Payloads>(event: E, listener: (payload: Payloads[E]) => void): void => {
    socket.on(event as string, (payload: unknown) => {
      const parsed = socketEvents[event].safeParse(payload);
      // What can't be read is left to the next pull: it is the same data with an answer that can be judged.
      if (parsed.success && !isSpent) listener(parsed.data as Payloads[E]);
      else if (!isSpent) end('The server sent something this Parley does not understand.');
    });
  };
  socket.on('connect', listeners.connected);
  socket.on('connect_error', (error: Error & { data?: { code?: unknown } }) => {
    end('The live connection cannot be made.', error.data?.code === 'unauthenticated');
  });
  socket.on('disconnect', () => end('The live connection was cut.'));
  hear('changes', listeners.changes);
  hear('heartbeat', listeners.heartbeat);
  hear('sessionEnd', listeners.sessionEnd);
  return () => end(null);
}

import { Injectable } from '@nestjs/common';
import type { SessionId } from '#shared/ids.ts';

/** Tells whoever keeps something open for a session that it was revoked, at once (S-46). */
@Injectable()
export class SessionEvents {
  private readonly listeners = new Set<(sessionId: SessionId) => void>();

  /** Returns its own unsubscribe. */
  onRevoked(listener: (sessionId: SessionId) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after the commit that revoked it. */
  revoked(sessionId: SessionId): void {
    for (const listener of this.listeners) listener(sessionId);
  }
}

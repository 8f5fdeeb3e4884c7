import { Injectable } from '@nestjs/common';
import type { SessionId, UserId } from '#shared/ids.ts';

/** Tells whoever keeps something open for a session that it was revoked, at once (S-46). */
@Injectable()
export class SessionEvents {
  private readonly listeners = new Set<(sessionId: SessionId) => void>();
  private readonly changeListeners = new Set<(userId: UserId) => void>();

  /** Returns its own unsubscribe. */
  onRevoked(listener: (sessionId: SessionId) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after the commit that revoked it. */
  revoked(sessionId: SessionId): void {
    for (const listener of this.listeners) listener(sessionId);
  }

  /** Somebody's rights are others now, and their sessions go on. Returns its own unsubscribe. */
  onRightsChanged(listener: (userId: UserId) => void): () => void {
    this.changeListeners.add(listener);
    return () => this.changeListeners.delete(listener);
  }

  /** Call after the commit that changed them. */
  rightsChanged(userId: UserId): void {
    for (const listener of this.changeListeners) listener(userId);
  }
}

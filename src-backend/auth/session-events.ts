import { Injectable } from '@nestjs/common';
import type { SessionId, UserId } from '#shared/ids.ts';

/** `expired`: sign in again; `revoked`: this desktop is to forget what it has (S-36). */
export type SessionEnding = 'expired' | 'revoked';

/** Whose rights were lowered is a colleague still: they sign in again, and what they have not sent yet stays. */
export const roleLowered = 'role_lowered';

/** Tells whoever keeps something open for a session that it was revoked, at once (S-46). */
@Injectable()
export class SessionEvents {
  private readonly listeners = new Set<(sessionId: SessionId, how: SessionEnding) => void>();
  private readonly changeListeners = new Set<(userId: UserId) => void>();

  /** Returns its own unsubscribe. */
  onRevoked(listener: (sessionId: SessionId, how: SessionEnding) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Call after the commit that revoked it. */
  revoked(sessionId: SessionId, how: SessionEnding = 'revoked'): void {
    for (const listener of this.listeners) listener(sessionId, how);
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

import { useEffect } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { tellViewing } from '../../entities/presence.ts';

/** A sign of life is told this often while somebody types or clicks; without one they are away after a while. */
const signOfLifeMs = 30_000;

/** Tells colleagues which conversation this window shows, for as long as somebody can see it. */
export function useTellViewing(conversationId: ConversationId | null): void {
  useEffect(() => {
    let toldAt = 0;
    const tell = () => {
      toldAt = Date.now();
      tellViewing(document.visibilityState === 'visible' ? conversationId : null);
    };
    const stir = () => {
      if (Date.now() - toldAt >= signOfLifeMs) tell();
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    addEventListener('keydown', stir);
    addEventListener('pointerdown', stir);
    return () => {
      document.removeEventListener('visibilitychange', tell);
      removeEventListener('keydown', stir);
      removeEventListener('pointerdown', stir);
    };
  }, [conversationId]);
  useEffect(() => () => tellViewing(null), []);
}

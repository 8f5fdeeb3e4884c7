import type { CannotSendReason } from '#shared/account.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { maxTextLength } from '#shared/content.ts';
import type { ServiceWindow } from '#shared/service-window.ts';
import type { SendProblem } from '../ui/checker-line.tsx';

/** Longest private note. */
export const maxNoteLength = 10_000;

export interface SendCheck {
  canSend: boolean;
  /** What is said above *Send*; null when there is nothing to say. */
  problem: SendProblem | null;
}

/** May this text go out now, and if not, why? Pure, so that composer and quick reply can't disagree. */
export function checkSend(input: {
  mode: DraftMode;
  text: string;
  window: ServiceWindow;
  cannotSend: CannotSendReason | null;
  maySend: boolean;
}): SendCheck {
  const { mode, text, window, cannotSend, maySend } = input;
  const isEmpty = text.trim() === '';
  if (!maySend) return { canSend: false, problem: { kind: 'viewer' } };
  if (mode === 'reply' && window.state === 'closed') return { canSend: false, problem: { kind: 'window_closed' } };
  const limit = mode === 'reply' ? maxTextLength : maxNoteLength;
  if (text.length > limit) return { canSend: false, problem: { kind: 'too_long', over: text.length - limit } };
  if (mode === 'reply' && cannotSend !== null) {
    return { canSend: !isEmpty, problem: { kind: 'waits', reason: cannotSend } };
  }
  return { canSend: !isEmpty, problem: null };
}

import type { CannotSendReason } from '#shared/account.ts';
import { maxTextLength } from '#shared/content.ts';
import type { DraftMode } from '#shared/inbox.ts';
import { holesIn } from '#shared/quick-reply.ts';
import type { ServiceWindow } from '#shared/service-window.ts';
import type { SendProblem } from '../ui/checker-line.tsx';

/** Longest private note. */
export const maxNoteLength = 10_000;

export interface SendCheck {
  canSend: boolean;
  /** What is said above *Send*; null when there is nothing to say. */
  problem: SendProblem | null;
}

export interface SendFacts {
  mode: DraftMode;
  text: string;
  /** Files go with it: then it may be without words. */
  hasFiles?: boolean;
  /** One of them can't go out as it is. */
  hasTrouble?: boolean;
  window: ServiceWindow;
  cannotSend: CannotSendReason | null;
  maySend: boolean;
  /** The customer is blocked on this number, or does not want to be written to. */
  refusal?: 'blocked' | 'opted_out' | null;
  /** How long WhatsApp will make this message wait, because so many went to this customer. */
  waitMs?: number;
  /** Who answered since the draft was begun. */
  answeredBy?: string | null;
}

/** May this text go out now, and if not, why? Pure, so that composer and quick reply can't disagree. */
export function checkSend(facts: SendFacts): SendCheck {
  const {
    mode,
    text,
    hasFiles = false,
    hasTrouble = false,
    window,
    cannotSend,
    maySend,
    refusal = null,
    waitMs = 0,
    answeredBy = null,
  } = facts;
  const isReply = mode === 'reply';
  const isEmpty = text.trim() === '' && !hasFiles;
  if (!maySend) return { canSend: false, problem: { kind: 'viewer' } };
  if (isReply && refusal !== null) return { canSend: false, problem: { kind: refusal } };
  if (isReply && window.state === 'closed') return { canSend: false, problem: { kind: 'window_closed' } };
  if (isReply && hasTrouble) return { canSend: false, problem: { kind: 'file' } };
  const limit = isReply ? maxTextLength : maxNoteLength;
  if (text.length > limit) return { canSend: false, problem: { kind: 'too_long', over: text.length - limit } };
  const hole = isReply ? holesIn(text)[0] : undefined;
  if (hole !== undefined) return { canSend: false, problem: { kind: 'hole', label: hole.label } };
  if (isReply && !isEmpty && answeredBy !== null)
    return { canSend: false, problem: { kind: 'answered', by: answeredBy } };
  if (isReply && cannotSend !== null) {
    return { canSend: !isEmpty, problem: { kind: 'waits', reason: cannotSend } };
  }
  if (isReply && !isEmpty && waitMs > 0) return { canSend: true, problem: { kind: 'too_fast', waitMs } };
  return { canSend: !isEmpty, problem: null };
}

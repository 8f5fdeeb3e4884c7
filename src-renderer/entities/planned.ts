import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ScheduledSend } from '#shared/library.ts';
import type { OutgoingContent } from '#shared/outgoing.ts';
import { locale, t } from '../i18n/i18n.ts';
import { daysBetween, formatClock, formatDay } from '../ui/format-time.ts';
import { api } from '../api.ts';
import { serverNow } from './clock.ts';
import { offerUndo } from './triage.ts';

const weekdayFormat = new Intl.DateTimeFormat(locale, { weekday: 'long' });

/** Farther ahead the server takes none. */
export const longestAheadMs = 366 * 24 * 60 * 60_000;

export interface Plan {
  conversationId: ConversationId;
  content: OutgoingContent;
  replyTo: MessageId | null;
  sendAt: number;
}

/** Plans a message; with the planned one that it replaces, changes that. */
export async function plan(input: Plan, before: ScheduledSend | null = null): Promise<void> {
  await api.messages.schedule({ ...input, scheduledId: before?.id ?? null });
}

/** It goes as a planned message that is due: if the server has sent it meanwhile, nothing goes twice. */
export function sendPlannedNow(planned: ScheduledSend): Promise<void> {
  const { conversationId, content, replyTo } = planned;
  return plan({ conversationId, content, replyTo, sendAt: serverNow() }, planned);
}

export async function cancelPlanned(planned: ScheduledSend): Promise<void> {
  const { id: scheduledId, conversationId, content, replyTo, sendAt } = planned;
  await api.messages.cancelScheduled({ scheduledId, conversationId });
  offerUndo(t('plan.cancelled'), () => plan({ conversationId, content, replyTo, sendAt }));
}

/** `today, 18:00`, `tomorrow, 09:00`, or the whole date. */
export function formatPlanned(at: number, now: number): string {
  const time = formatClock(at);
  const days = daysBetween(now, at);
  if (days === 0) return t('plan.todayAt', { time });
  if (days === 1) return t('plan.tomorrowAt', { time });
  return t('plan.day', { day: days < 7 ? weekdayFormat.format(at) : formatDay(at), time });
}

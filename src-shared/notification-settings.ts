import { z } from 'zod';
import { AccountId } from './ids.ts';

/** `system`: whatever the desktop plays for a message. The others are ours. */
export const NotificationSound = z.enum(['system', 'chime', 'knock', 'bell', 'none']);
export type NotificationSound = z.infer<typeof NotificationSound>;

const minutesOfDay = z.int().min(0).max(1439);

/** What may interrupt the person at this desktop, how loudly, and how much of it others may see. */
export const NotificationSettings = z.object({
  enabled: z.boolean().default(true),
  /** What a notification shows of the message: everything, only the name, or neither. */
  privacy: z.enum(['full', 'name', 'none']).default('full'),
  /** `until`: epoch ms by this computer's clock; null = until it is switched off. */
  doNotDisturb: z.object({ on: z.boolean(), until: z.int().nullable() }).default({ on: false, until: null }),
  /** Hours of no notifications, in minutes after midnight; may run over midnight. `days` (0 = Sunday): where they begin. */
  quietHours: z
    .object({ on: z.boolean(), days: z.array(z.int().min(0).max(6)).max(7), from: minutesOfDay, to: minutesOfDay })
    .default({ on: false, days: [0, 1, 2, 3, 4, 5, 6], from: 20 * 60, to: 8 * 60 }),
  /** Conversations of urgent priority get through all of that. */
  urgentAlways: z.boolean().default(true),
  sounds: z
    .object({
      message: NotificationSound.default('system'),
      mention: NotificationSound.default('system'),
      assignment: NotificationSound.default('system'),
      reminder: NotificationSound.default('system'),
    })
    .prefault({}),
  /** Numbers with ways of their own. `sound` null: that of the event. */
  accounts: z
    .partialRecord(AccountId, z.object({ muted: z.boolean(), sound: NotificationSound.nullable() }))
    .default({}),
  /** Minutes after which an unanswered customer is told of once more; 0 = never. */
  remindAfterMinutes: z.union([z.literal(0), z.literal(5), z.literal(15), z.literal(30), z.literal(60)]).default(15),
  /** Also an hour before an unanswered customer's window closes. */
  remindBeforeClosing: z.boolean().default(true),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;
export const defaultNotificationSettings: NotificationSettings = NotificationSettings.parse({});

type Times = Pick<NotificationSettings, 'doNotDisturb' | 'quietHours'>;

/** Does the person want quiet at `now`, epoch ms? The hours are those of this computer's clock. */
export function isQuiet({ doNotDisturb, quietHours }: Times, now: number): boolean {
  if (doNotDisturb.on && (doNotDisturb.until === null || now < doNotDisturb.until)) return true;
  if (!quietHours.on) return false;
  const at = new Date(now);
  const minute = at.getHours() * 60 + at.getMinutes();
  const today = at.getDay();
  const beganYesterday = quietHours.days.includes((today + 6) % 7);
  const beginsToday = quietHours.days.includes(today);
  const { from, to } = quietHours;
  if (from < to) return beginsToday && minute >= from && minute < to;
  return (beginsToday && minute >= from) || (beganYesterday && minute < to);
}

import type { ConversationRow } from '#shared/inbox.ts';
import type { NotificationSettings } from '#shared/notification-settings.ts';
import type { Clock } from '../sync/clock.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { parsePage } from './attention.ts';

// Customers that nobody has answered: told of once more after a while, and before their window closes.

export interface Reminder {
  row: ConversationRow;
  occasion: 'unanswered' | 'closing';
}

const minute = 60_000;
const everyMs = 30_000;
/** Left of a window when the person is told that it closes. */
export const closingSoonMs = 60 * minute;

type Times = Pick<NotificationSettings, 'remindAfterMinutes' | 'remindBeforeClosing'>;

/** What this conversation calls for at `now`, server time; the same waiting and the same window have the same key. */
export function reminderOf(
  row: ConversationRow,
  { remindAfterMinutes, remindBeforeClosing }: Times,
  now: number,
): { key: string; occasion: Reminder['occasion'] } | null {
  const { id, waitingSince, windowClosesAt } = row;
  if (waitingSince === null || row.state !== 'open' || row.muted) return null;
  const left = (windowClosesAt ?? 0) - now;
  if (remindBeforeClosing && left > 0 && left <= closingSoonMs) {
    return { key: `${id} closing ${windowClosesAt}`, occasion: 'closing' };
  }
  if (remindAfterMinutes > 0 && now - waitingSince >= remindAfterMinutes * minute) {
    return { key: `${id} unanswered ${waitingSince}`, occasion: 'unanswered' };
  }
  return null;
}

export interface RemindersOptions {
  workspace: Pick<Workspace, 'conversations'>;
  clock: Clock;
  /** Server time, epoch ms. */
  now: () => number;
  settings: () => Times;
  onDue: (reminder: Reminder) => void;
}

export class Reminders {
  readonly #options: RemindersOptions;
  /** Keys of what was told, or was due already when Parley started: that is nothing new to anybody. */
  #told = new Set<string>();
  #isFirst = true;
  #cancel: () => void;
  #isStopped = false;

  constructor(options: RemindersOptions) {
    this.#options = options;
    this.#cancel = options.clock.after(everyMs, () => this.#tick());
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #tick(): void {
    this.#look()
      .catch((error: unknown) => console.error('reminders:', error))
      .finally(() => {
        if (!this.#isStopped) this.#cancel = this.#options.clock.after(everyMs, () => this.#tick());
      });
  }

  async #look(): Promise<void> {
    const { settings, now, onDue } = this.#options;
    const rows = [...(await this.#waitingIn('mine')), ...(await this.#waitingIn('unassigned'))];
    if (this.#isStopped) return;
    const due = rows.flatMap((row) => {
      const reminder = reminderOf(row, settings(), now());
      return reminder === null ? [] : [{ row, ...reminder }];
    });
    const fresh = this.#isFirst ? [] : due.filter(({ key }) => !this.#told.has(key));
    this.#isFirst = false;
    // A wait that is over is forgotten; the next one has another key.
    this.#told = new Set(due.map(({ key }) => key));
    for (const { row, occasion } of fresh) onDue({ row, occasion });
  }

  /** The queue's order: whoever waits for a person here has the window that closes soonest. */
  async #waitingIn(view: 'mine' | 'unassigned'): Promise<ConversationRow[]> {
    const query = { view, sort: 'queue', chips: ['waiting' as const], filter: '', accountId: null } as const;
    return parsePage(await this.#options.workspace.conversations.list({ ...query, after: null, limit: 100 })).rows;
  }
}

import type { MenuItemConstructorOptions } from 'electron';
import type { Directory } from '#shared/inbox.ts';
import type { PresenceStatus } from '#shared/presence.ts';
import { plainLine } from '../notifications/cards.ts';
import { texts } from '../texts/texts.ts';

/** What the icon beside the clock knows. */
export interface TrayFacts {
  /** Conversations with something unread, by number; empty while nobody is signed in. */
  accounts: readonly { name: string; unread: number }[];
  isQuiet: boolean;
  status: PresenceStatus | null;
  /** null: there is nothing to lock with. */
  isLocked: boolean | null;
}

export interface TrayActions {
  show: () => void;
  setQuiet: (on: boolean, forMs: number | null) => void;
  setStatus: (status: PresenceStatus) => void;
  lock: () => void;
  quit: () => void;
}

const hour = 60 * 60_000;
const statuses = ['online', 'away', 'dnd'] as const satisfies PresenceStatus[];

/** The menu of the icon. A locked Parley says nothing of its messages. */
export function trayTemplate(facts: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const { tray } = texts();
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isShut = facts.isLocked === true;
  const unread = isShut ? [] : facts.accounts.filter((account) => account.unread > 0);
  return [
    { id: 'show', label: tray.open, click: actions.show },
    ...unread.map(({ name, unread: count }): MenuItemConstructorOptions => ({
      label: tray.unreadOf(plainLine(name), count),
      click: actions.show,
    })),
    separator,
    {
      id: 'quiet',
      label: tray.quiet,
      type: 'checkbox',
      checked: facts.isQuiet,
      click: () => actions.setQuiet(!facts.isQuiet, null),
    },
    { id: 'quiet-hour', label: tray.quietHour, visible: !facts.isQuiet, click: () => actions.setQuiet(true, hour) },
    ...(facts.status === null || isShut
      ? []
      : [
          {
            id: 'status',
            label: tray.status,
            submenu: statuses.map((status): MenuItemConstructorOptions => ({
              label: tray.statuses[status],
              type: 'radio',
              checked: facts.status === status,
              click: () => actions.setStatus(status),
            })),
          },
        ]),
    { id: 'lock', label: tray.lock, visible: facts.isLocked === false, click: actions.lock },
    separator,
    { id: 'quit', label: texts().menu.quitParley, click: actions.quit },
  ];
}

/** The words under the mouse. */
export function trayTip({ accounts, isQuiet, isLocked }: TrayFacts): string {
  const { tray } = texts();
  if (isLocked === true) return tray.locked;
  const unread = accounts.reduce((sum, account) => sum + account.unread, 0);
  const words = unread === 0 ? 'Parley' : tray.unread(unread);
  return isQuiet ? tray.andQuiet(words) : words;
}

/** Counted anew each time from what the store says. */
export async function unreadByAccount(
  { accounts }: Pick<Directory, 'accounts'>,
  count: (accountId: Directory['accounts'][number]['id']) => Promise<number>,
): Promise<TrayFacts['accounts']> {
  return Promise.all(accounts.map(async ({ id, name }) => ({ name, unread: await count(id) })));
}

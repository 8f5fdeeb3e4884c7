import type { MenuItemConstructorOptions } from 'electron';
import type { Directory } from '#shared/inbox.ts';
import type { PresenceStatus } from '#shared/presence.ts';
import { plainLine } from '../notifications/cards.ts';

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
const statuses: readonly (readonly [PresenceStatus, string])[] = [
  ['online', 'Online'],
  ['away', 'Away'],
  ['dnd', 'Busy'],
];

/** The menu of the icon. A locked Parley says nothing of its messages. */
export function trayTemplate(facts: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const isShut = facts.isLocked === true;
  const unread = isShut ? [] : facts.accounts.filter((account) => account.unread > 0);
  return [
    { id: 'show', label: 'Open Parley', click: actions.show },
    ...unread.map(({ name, unread: count }): MenuItemConstructorOptions => ({
      label: `${plainLine(name)}: ${count} unread`,
      click: actions.show,
    })),
    separator,
    {
      id: 'quiet',
      label: 'Do not disturb',
      type: 'checkbox',
      checked: facts.isQuiet,
      click: () => actions.setQuiet(!facts.isQuiet, null),
    },
    { id: 'quiet-hour', label: 'For an hour', visible: !facts.isQuiet, click: () => actions.setQuiet(true, hour) },
    ...(facts.status === null || isShut
      ? []
      : [
          {
            id: 'status',
            label: 'Status',
            submenu: statuses.map(([status, label]): MenuItemConstructorOptions => ({
              label,
              type: 'radio',
              checked: facts.status === status,
              click: () => actions.setStatus(status),
            })),
          },
        ]),
    { id: 'lock', label: 'Lock', visible: facts.isLocked === false, click: actions.lock },
    separator,
    { id: 'quit', label: 'Quit Parley', click: actions.quit },
  ];
}

/** The words under the mouse. */
export function trayTip({ accounts, isQuiet, isLocked }: TrayFacts): string {
  if (isLocked === true) return 'Parley is locked';
  const unread = accounts.reduce((sum, account) => sum + account.unread, 0);
  const words = unread === 0 ? 'Parley' : `Parley: ${unread} unread`;
  return isQuiet ? `${words}, do not disturb` : words;
}

/** Counted anew each time from what the store says. */
export async function unreadByAccount(
  { accounts }: Pick<Directory, 'accounts'>,
  count: (accountId: Directory['accounts'][number]['id']) => Promise<number>,
): Promise<TrayFacts['accounts']> {
  return Promise.all(accounts.map(async ({ id, name }) => ({ name, unread: await count(id) })));
}

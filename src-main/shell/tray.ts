import type { MenuItemConstructorOptions } from 'electron';
import type { WorkspaceId } from '#shared/ids.ts';
import type { Directory } from '#shared/inbox.ts';
import type { PresenceStatus } from '#shared/presence.ts';
import { plainLine } from '../notifications/cards.ts';
import { texts } from '../texts/texts.ts';
import type { Workspace } from '../workspace/workspace-api.ts';

/** What the icon beside the clock knows. */
export interface TrayFacts {
  /** Conversations with something unread, by number, of all workspaces; empty while nobody is signed in. */
  accounts: readonly { workspaceId: WorkspaceId; name: string; unread: number }[];
  isQuiet: boolean;
  status: PresenceStatus | null;
  /** null: there is nothing to lock with. */
  isLocked: boolean | null;
}

export interface TrayActions {
  show: () => void;
  /** The same, at this workspace. */
  showWorkspace: (workspaceId: WorkspaceId) => void;
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
    { id: 'show', label: tray.open, click: () => actions.show() },
    ...unread.map(({ workspaceId, name, unread: count }): MenuItemConstructorOptions => ({
      label: tray.unreadOf(plainLine(name), count),
      click: () => actions.showWorkspace(workspaceId),
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

/** Counted anew each time from what the stores say. Where there are several workspaces, each number says its own. */
export async function unreadByAccount(
  workspaces: readonly { id: WorkspaceId; workspace: Pick<Workspace, 'directory' | 'conversations'> }[],
): Promise<TrayFacts['accounts']> {
  const unread = { view: 'all', chips: ['unread'], filter: '' } as const;
  const lines = workspaces.map(async ({ id: workspaceId, workspace: { directory, conversations } }) => {
    // The workspace answers what the call's contract says, as JSON.
    const { accounts, tenant } = JSON.parse(await directory.get()) as Directory;
    const counts = await conversations.countMatching({
      queries: accounts.map(({ id }) => ({ ...unread, accountId: id })),
    });
    return accounts.map(({ name }, index) => ({
      workspaceId,
      name: workspaces.length > 1 ? `${tenant.name} · ${name}` : name,
      unread: counts[index] ?? 0,
    }));
  });
  return (await Promise.all(lines)).flat();
}

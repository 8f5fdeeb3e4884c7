import type { ConversationPage, Directory } from '#shared/inbox.ts';
import type { ConversationView } from '#shared/inbox.ts';
import type { Clock } from '../sync/clock.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { badgeOf, isWaitingForMe, type Badge } from './badge.ts';

type BadgeWorkspace = Pick<Workspace, 'on' | 'directory' | 'conversations' | 'unreadConversations'>;

/** Changes come in bursts; the number may lag this far behind. */
const settleMs = 300;

/** Keeps the badge what the store says: nothing is counted up or down, every change counts anew. */
export class BadgeKeeper {
  readonly #clock: Clock;
  readonly #show: (badge: Badge) => void;
  #detach: () => void = () => undefined;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, show: (badge: Badge) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** Follows this workspace; null takes the badge away. */
  follow(workspace: BadgeWorkspace | null): void {
    this.#detach();
    this.#cancel?.();
    this.#cancel = null;
    this.#detach = () => undefined;
    if (workspace === null) return this.#show({ kind: 'none' });
    let followed = true;
    const refresh = (): void => {
      this.#cancel ??= this.#clock.after(settleMs, () => {
        this.#cancel = null;
        count(workspace).then(
          (badge) => followed && this.#show(badge),
          // The first sync may not have a directory yet; the next change counts again.
          () => undefined,
        );
      });
    };
    const stops = [workspace.on('storeChange', refresh), workspace.on('directory', refresh)];
    this.#detach = () => {
      followed = false;
      for (const stop of stops) stop();
    };
    return refresh();
  }
}

async function count(workspace: BadgeWorkspace): Promise<Badge> {
  // The workspace answers what the contract's calls say, as JSON.
  const directory = JSON.parse(await workspace.directory.get()) as Directory;
  const waitingIn = async (view: ConversationView): Promise<number> => {
    const query = { view, sort: 'queue', filter: '', accountId: null, after: null, limit: 100 } as const;
    const page = JSON.parse(await workspace.conversations.list({ ...query, chips: ['waiting'] })) as ConversationPage;
    // Nobody reads a number above 99.
    return page.rows.filter((row) => isWaitingForMe(row, directory.me)).length;
  };
  const [mine, unassigned, unread] = await Promise.all([
    waitingIn('mine'),
    waitingIn('unassigned'),
    workspace.unreadConversations(),
  ]);
  const numberDown = directory.accounts.some(({ cannotSend }) => cannotSend !== null);
  return badgeOf({ waiting: mine + unassigned, unread, numberDown });
}

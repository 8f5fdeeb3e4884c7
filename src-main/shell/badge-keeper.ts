import { badgeOf, noBadgeFacts, sumOf, type Badge, type BadgeFacts } from '#shared/badge.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import type { ConversationPage, ConversationView, Directory } from '#shared/inbox.ts';
import type { Clock } from '../sync/clock.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { isWaitingForMe } from './badge.ts';

type BadgeWorkspace = Pick<Workspace, 'on' | 'directory' | 'conversations' | 'unreadConversations'>;

/** Changes come in bursts; the number may lag this far behind. */
const settleMs = 300;

interface Followed {
  facts: BadgeFacts;
  stop: () => void;
}

/**
 * Keeps the badges what the stores say, one by one and all together (ruling 44): nothing is counted up or down, every
 * change counts anew.
 */
export class BadgeKeeper {
  readonly #clock: Clock;
  /** Told of each change with the badge of all workspaces together. */
  readonly #show: (sum: Badge) => void;
  readonly #followed = new Map<WorkspaceId, Followed>();

  constructor(clock: Clock, show: (sum: Badge) => void) {
    this.#clock = clock;
    this.#show = show;
  }

  /** The badge of one workspace. */
  of(id: WorkspaceId): Badge {
    return badgeOf(this.#followed.get(id)?.facts ?? noBadgeFacts);
  }

  /** Follows this workspace in the place of what had the id before; null takes its badge away. */
  follow(id: WorkspaceId, workspace: BadgeWorkspace | null): void {
    this.#followed.get(id)?.stop();
    this.#followed.delete(id);
    if (workspace === null) return this.#tell();
    let cancel: (() => void) | null = null;
    const refresh = (): void => {
      cancel ??= this.#clock.after(settleMs, () => {
        cancel = null;
        count(workspace).then(
          (facts) => {
            followed.facts = facts;
            return this.#followed.get(id) === followed ? this.#tell() : undefined;
          },
          // The first sync may not have a directory yet; the next change counts again.
          () => undefined,
        );
      });
    };
    const stops = [workspace.on('storeChange', refresh), workspace.on('directory', refresh), () => cancel?.()];
    const followed: Followed = { facts: noBadgeFacts, stop: () => stops.forEach((stop) => stop()) };
    this.#followed.set(id, followed);
    return refresh();
  }

  #tell(): void {
    this.#show(badgeOf(sumOf([...this.#followed.values()].map(({ facts }) => facts))));
  }
}

async function count(workspace: BadgeWorkspace): Promise<BadgeFacts> {
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
  return { waiting: mine + unassigned, unread, numberDown };
}

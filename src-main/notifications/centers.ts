import type { ConversationId, WorkspaceId } from '#shared/ids.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { NotificationCenter, type CenterOptions } from './center.ts';
import { parseCardId, type Activation } from './notifier.ts';

// A center for each workspace over the one notification system. A card names only its conversation (there is no room
// for more on Windows), so whatever a person does with one goes to the workspace that has this conversation.

export interface CentersOptions extends Omit<CenterOptions, 'windows' | 'isAmongOthers'> {
  windowsOf: (workspaceId: WorkspaceId) => CenterOptions['windows'];
  /** For what can't be told apart yet: something of Parley comes to the front. */
  showInbox: () => void;
}

interface Member {
  workspace: Workspace;
  center: NotificationCenter;
  activate: (activation: Activation) => void;
}

const maxRemembered = 500;

export class NotificationCenters {
  readonly #options: CentersOptions;
  readonly #members = new Map<WorkspaceId, Member>();
  /** Whose card it was; of an earlier run's nobody knows. */
  readonly #ownerOf = new Map<ConversationId, WorkspaceId>();
  /** What was done with a card of an earlier run before its workspace was open. */
  #waiting: Activation[] = [];

  constructor(options: CentersOptions) {
    this.#options = options;
    options.notifier.onActivation((activation) => this.#route(activation));
  }

  async attach(id: WorkspaceId, workspace: Workspace): Promise<void> {
    this.detach(id);
    const { notifier, windowsOf, showInbox: _showInbox, ...shared } = this.#options;
    let activate: Member['activate'] = () => undefined;
    const center = new NotificationCenter({
      ...shared,
      windows: windowsOf(id),
      isAmongOthers: () => this.#members.size > 1,
      notifier: {
        sound: notifier.sound,
        onActivation: (listener) => (activate = listener),
        close: (conversationId) => notifier.close(conversationId),
        show: (card) => {
          this.#remember(card.conversationId, id);
          return notifier.show(card);
        },
      },
    });
    this.#members.set(id, { workspace, center, activate });
    await center.attach(workspace);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const activation of waiting) this.#route(activation);
  }

  detach(id: WorkspaceId): void {
    this.#members.get(id)?.center.detach();
    this.#members.delete(id);
  }

  /** Parley was locked: what is on the screen says more than it may. */
  hide(): void {
    for (const { center } of this.#members.values()) center.hide();
  }

  #route(activation: Activation): void {
    const about = parseCardId(activation.cardId);
    if (about === null) return this.#options.showInbox();
    const known = this.#ownerOf.get(about.conversationId);
    const owner = known === undefined ? undefined : this.#members.get(known);
    if (owner !== undefined) return owner.activate(activation);
    void this.#findOwner(about.conversationId).then((found) => {
      if (found !== null) return found.activate(activation);
      // Its workspace is not open yet: it is done as soon as it is.
      this.#waiting = [...this.#waiting, activation].slice(-maxRemembered);
      return this.#options.showInbox();
    });
  }

  async #findOwner(conversationId: ConversationId): Promise<Member | null> {
    const members = [...this.#members];
    const has = await Promise.all(members.map(([, { workspace }]) => hasConversation(workspace, conversationId)));
    const [id, member] = members[has.indexOf(true)] ?? [];
    if (id === undefined || member === undefined) return null;
    this.#remember(conversationId, id);
    return member;
  }

  #remember(conversationId: ConversationId, id: WorkspaceId): void {
    this.#ownerOf.set(conversationId, id);
    const oldest = this.#ownerOf.keys().next();
    if (this.#ownerOf.size > maxRemembered && !oldest.done) this.#ownerOf.delete(oldest.value);
  }
}

/** Is it in this workspace's store? */
export function hasConversation(
  workspace: Pick<Workspace, 'conversations'>,
  conversationId: ConversationId,
): Promise<boolean> {
  return workspace.conversations.get({ conversationId }).then(
    () => true,
    () => false,
  );
}

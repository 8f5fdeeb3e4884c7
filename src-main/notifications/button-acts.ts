import type { ConversationId } from '#shared/ids.ts';
import type { ConversationRow, Directory } from '#shared/inbox.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { snoozeEnd } from './cards.ts';
import type { ButtonId } from './notifier.ts';

/** The workspace answers what the call's contract says, as JSON. */
export async function getRow(workspace: Workspace, conversationId: ConversationId): Promise<ConversationRow> {
  return JSON.parse(await workspace.conversations.get({ conversationId })) as ConversationRow;
}

export function claim(workspace: Workspace, conversationId: ConversationId, { me }: Directory): Promise<void> {
  return workspace.conversations.assign({ conversationId, assigneeId: me.id, expected: null });
}

/** What a card's button does to its conversation; false for those that open something instead. `now`: server time. */
export async function actOn(
  workspace: Workspace,
  conversationId: ConversationId,
  button: ButtonId,
  { directory, now }: { directory: Directory; now: number },
): Promise<boolean> {
  switch (button) {
    case 'claim':
      await claim(workspace, conversationId, directory);
      return true;
    case 'snooze': {
      const until = snoozeEnd(await getRow(workspace, conversationId), now);
      await workspace.conversations.setState({ conversationId, state: 'snoozed', until });
      return true;
    }
    case 'resolve':
      await workspace.conversations.setState({ conversationId, state: 'resolved' });
      return true;
    case 'read':
      await workspace.markSeen(conversationId);
      return true;
    case 'template':
    case 'open':
    case 'send_anyway':
      return false;
  }
}

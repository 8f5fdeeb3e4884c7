import type { ConversationId } from '#shared/ids.ts';
import { useConversations } from '../entities/conversations.ts';
import { mayI } from '../entities/directory.ts';
import { dropHandedDraft, openHandOver, takeHandedDraft } from '../entities/hand-over.ts';
import { claimLease, overrideLease, usePresence } from '../entities/presence.ts';
import { focusComposer } from '../features/composer/composer-store.ts';
import { chooseStatus } from '../features/presence/status-choice.tsx';
import { takeOverKey } from '../features/presence/take-over-key.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { command, isOpen, type Command } from './commands.ts';
import { useView } from './view-store.ts';

/** What one does together with colleagues: whose answer it is, handing over, one's own status. */
export function presenceCommands(): Command[] {
  const openId = () => useView.getState().openId;
  const onOpen = (act: (id: ConversationId) => Promise<void>) => () => {
    const id = openId();
    if (id !== null) act(id).catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
  };
  const lease = () => {
    const id = openId();
    return id === null ? null : (usePresence.getState().at[id]?.lease ?? null);
  };
  const isLive = () => isOpen() && mayI('message.send') && usePresence.getState().live;
  const hasHandedDraft = () => {
    const id = openId();
    return id !== null && useConversations.getState().byId[id]?.handedDraft !== undefined;
  };
  const isNot = (status: string) => () => usePresence.getState().status !== status;
  return [
    command('conversation', 'command.takeOver', {
      keys: [takeOverKey],
      whileTyping: true,
      when: () => isLive() && lease() !== null,
      run: onOpen(overrideLease),
    }),
    command('conversation', 'command.claimReply', {
      when: () => isLive() && lease() === null,
      run: onOpen(async (id) => {
        await claimLease(id);
        focusComposer('reply');
      }),
    }),
    command('conversation', 'command.handOver', {
      keys: ['Shift+KeyA'],
      when: () => isOpen() && mayI('conversation.assign'),
      run: () => openHandOver(openId()),
    }),
    command('conversation', 'command.insertHandedDraft', {
      when: hasHandedDraft,
      run: onOpen(async (id) => {
        await takeHandedDraft(id);
        focusComposer('reply');
      }),
    }),
    command('conversation', 'command.discardHandedDraft', { when: hasHandedDraft, run: onOpen(dropHandedDraft) }),
    command('anywhere', 'command.statusOnline', { when: isNot('online'), run: () => void chooseStatus('online') }),
    command('anywhere', 'command.statusAway', { when: isNot('away'), run: () => void chooseStatus('away') }),
    command('anywhere', 'command.statusDnd', { when: isNot('dnd'), run: () => void chooseStatus('dnd') }),
  ];
}

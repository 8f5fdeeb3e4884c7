import { mayI } from '../entities/directory.ts';
import { getDraft } from '../entities/drafts.ts';
import { quoteMessage } from '../entities/quoted-reply.ts';
import { focusComposer, useComposer } from '../features/composer/composer-store.ts';
import { openGallery } from '../features/media/gallery-store.ts';
import { openFind } from '../features/thread/find-store.ts';
import { toNewest } from '../features/thread/jump.ts';
import {
  canQuote,
  canReact,
  copyMessage,
  fileOf,
  forwardMessage,
  openDetails,
  openLarge,
  openReactions,
  saveFile,
  selectBeside,
  selectedMessage,
  selectMessage,
  toForward,
} from '../features/thread/message-acts.ts';
import { setDayPickerOpen } from '../features/thread/thread-ui.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { command, inComposer, isOpen, type Command } from './commands.ts';
import { useView } from './view-store.ts';

/** Reading a conversation, and what one does with a message in it. */
export function threadCommands(): Command[] {
  return [...reading(), ...selecting(), ...acting()];
}

const openId = () => useView.getState().openId;

/** The next reply quotes this message; the cursor goes where it is written. */
export function replyTo(message: ThreadMessage): void {
  quoteMessage(message.conversationId, message.id);
  selectMessage(null);
  focusComposer('reply');
}

function withOpen(act: (conversationId: NonNullable<ReturnType<typeof openId>>) => void): () => void {
  return () => {
    const id = openId();
    if (id !== null) act(id);
  };
}

function reading(): Command[] {
  return [
    command('conversation', 'command.find', {
      keys: ['mod+KeyF'],
      whileTyping: true,
      when: isOpen,
      run: withOpen(openFind),
    }),
    command('conversation', 'command.newest', {
      keys: ['mod+KeyJ'],
      whileTyping: true,
      when: isOpen,
      run: withOpen(toNewest),
    }),
    command('conversation', 'command.jumpToDay', { when: isOpen, run: () => setDayPickerOpen(true) }),
    command('conversation', 'command.gallery', { when: isOpen, run: withOpen((id) => openGallery([id])) }),
  ];
}

const inThread = () => document.activeElement?.closest('[role="log"]') != null;

/** The cursor stands in a composer that has nothing in it: there is no line above to go to. */
function inEmptyComposer(): boolean {
  const id = openId();
  const field = document.activeElement;
  if (id === null || !inComposer() || !(field instanceof HTMLTextAreaElement)) return false;
  return getDraft(id, useComposer.getState().mode) === '' && field.value === '';
}

function selecting(): Command[] {
  return [
    command('conversation', 'command.selectPrevious', {
      keys: ['ArrowUp'],
      whileTyping: true,
      keyOnly: true,
      when: () => inEmptyComposer() || (inThread() && selectedMessage() !== null),
      run: withOpen((id) => {
        if (inComposer()) selectMessage(null);
        selectBeside(id, -1);
      }),
    }),
    command('conversation', 'command.selectNext', {
      keys: ['ArrowDown'],
      keyOnly: true,
      when: () => inThread() && selectedMessage() !== null,
      run: withOpen((id) => {
        if (!selectBeside(id, 1)) leaveMessage();
      }),
    }),
    command('conversation', 'command.leaveMessage', {
      keys: ['Escape'],
      keyOnly: true,
      when: () => inThread() && selectedMessage() !== null,
      run: leaveMessage,
    }),
    command('conversation', 'command.openMessage', {
      keys: ['Enter'],
      keyOnly: true,
      when: () => document.activeElement?.matches('[role="log"] article') === true && selectedMessage() !== null,
      run: () => onSelected(openLarge),
    }),
  ];
}

function leaveMessage(): void {
  selectMessage(null);
  focusComposer();
}

function acting(): Command[] {
  const when = (may: (message: ThreadMessage) => boolean) => () => {
    const message = selectedMessage();
    return message !== null && may(message);
  };
  const maySend = (may: (message: ThreadMessage) => boolean) => when((message) => mayI('message.send') && may(message));
  return [
    command('conversation', 'command.replyTo', {
      keys: ['mod+Shift+KeyR'],
      when: maySend(canQuote),
      run: () => onSelected(replyTo),
    }),
    command('conversation', 'command.reactTo', {
      keys: ['mod+Shift+KeyE'],
      when: maySend(canReact),
      run: () => onSelected(openReactions),
    }),
    command('conversation', 'command.messageDetails', {
      keys: ['mod+KeyD'],
      when: when(() => true),
      run: () => onSelected(openDetails),
    }),
    command('conversation', 'command.forward', {
      keys: ['KeyF'],
      when: maySend((message) => toForward(message) !== null),
      run: () => onSelected(forwardMessage),
    }),
    command('conversation', 'command.saveFile', {
      keys: ['mod+KeyS'],
      when: when((message) => fileOf(message) !== null),
      run: () => onSelected(saveFile),
    }),
    command('conversation', 'command.copyMessage', {
      keys: ['mod+KeyC'],
      // Words that are marked by hand are what is wanted.
      when: () => getSelection()?.isCollapsed !== false && when(() => true)(),
      run: () => onSelected(copyMessage),
    }),
  ];
}

function onSelected(act: (message: ThreadMessage) => void): void {
  const message = selectedMessage();
  if (message !== null) act(message);
}

import { composerField, openPanel, togglePreview, useComposer } from '../features/composer/composer-store.ts';
import { command, inComposer, isOpen, type Command } from './commands.ts';
import { resolveAndGoOn } from './triage-commands.ts';
import { openDialog } from './view-store.ts';

/** What one does while writing. */
export function composerCommands(): Command[] {
  const isReply = () => isOpen() && useComposer.getState().mode === 'reply';
  const mark = (sign: '*' | '_' | '~') => () => composerField()?.toggleMark(sign);
  return [
    command('composer', 'command.send', {
      keys: ['mod+Enter'],
      whileTyping: true,
      keyOnly: true,
      when: inComposer,
      run: () => composerField()?.send(),
    }),
    command('composer', 'command.sendAndResolve', {
      keys: ['mod+Shift+Enter'],
      whileTyping: true,
      when: isReply,
      run: () => composerField()?.send(resolveAndGoOn),
    }),
    command('composer', 'command.sendLater', {
      keys: ['mod+Shift+KeyL'],
      whileTyping: true,
      when: isReply,
      run: () => openPanel('plan'),
    }),
    command('composer', 'command.bold', { keys: ['mod+KeyB'], whileTyping: true, when: inComposer, run: mark('*') }),
    command('composer', 'command.italic', { keys: ['mod+KeyI'], whileTyping: true, when: inComposer, run: mark('_') }),
    command('composer', 'command.strike', {
      keys: ['mod+Shift+KeyX'],
      whileTyping: true,
      when: inComposer,
      run: mark('~'),
    }),
    command('composer', 'command.emoji', { when: isOpen, run: () => openPanel('emoji') }),
    command('composer', 'command.preview', { when: isOpen, run: togglePreview }),
    command('composer', 'command.quickReplies', { run: () => openDialog('quickReplies') }),
  ];
}

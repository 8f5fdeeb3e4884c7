import { command, type Command } from './commands.ts';
import { mayI } from '../entities/directory.ts';
import { openDraft, useLibraryView } from '../features/templates/library-store.ts';
import { startDraft } from '../features/templates/start-draft.ts';
import { showScreen, useView } from './view-store.ts';

/** The templates as a place of their own; sending one is a command of the conversation. */
export function templateCommands(): Command[] {
  return [
    command('anywhere', 'command.templateLibrary', { keys: ['KeyG KeyT'], run: () => showScreen('templates') }),
    command('anywhere', 'command.newTemplate', {
      when: () => mayI('template.write'),
      run: () => {
        showScreen('templates');
        startDraft();
      },
    }),
    command('anywhere', 'command.leaveTemplateEditor', {
      keys: ['Escape'],
      whileTyping: true,
      keyOnly: true,
      when: () => useView.getState().screen === 'templates' && useLibraryView.getState().draftId !== null,
      run: () => openDraft(null),
    }),
  ];
}

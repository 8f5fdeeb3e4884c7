import { command, type Command } from './commands.ts';
import { showScreen } from './view-store.ts';

/** The templates as a place of their own; sending one is a command of the conversation. */
export function templateCommands(): Command[] {
  return [command('anywhere', 'command.templateLibrary', { keys: ['KeyG KeyT'], run: () => showScreen('templates') })];
}

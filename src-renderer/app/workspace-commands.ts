import { useWorkspaces, workspaces } from '../entities/workspaces.ts';
import { guarded } from '../entities/triage.ts';
import { switchKeys } from '../features/workspaces/switch-keys.ts';
import { t } from '../i18n/i18n.ts';
import { command, type Command } from './commands.ts';

/** From one workspace to another; they work on every screen, so that nobody is caught on one that asks for a password. */
export function workspaceCommands(): Command[] {
  const { tiles, shown } = useWorkspaces.getState();
  const others = tiles.some(({ id }) => id !== shown) ? tiles : [];
  return [
    ...others.map(({ id, name }, index): Command => ({
      id: `workspace.${id}`,
      group: 'anywhere',
      label: t('command.switchTo', { name }),
      keys: switchKeys.slice(index, index + 1),
      whileTyping: true,
      isAvailable: () => useWorkspaces.getState().shown !== id,
      run: () => void guarded(() => workspaces.show(id)),
    })),
    command('anywhere', 'command.addWorkspace', { run: () => void guarded(() => workspaces.show(null)) }),
  ];
}

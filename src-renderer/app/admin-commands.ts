import { t } from '../i18n/i18n.ts';
import { visibleAdminPages } from './admin-pages.tsx';
import { command, type Command } from './commands.ts';
import { showAdmin, showScreen } from './view-store.ts';

/** The administration, and each of its pages by name. */
export function adminCommands(): Command[] {
  const pages = visibleAdminPages();
  return [
    command('anywhere', 'command.admin', {
      keys: ['KeyG KeyX'],
      when: () => pages.length > 0,
      run: () => showScreen('admin'),
    }),
    ...pages.map((id): Command => {
      return {
        id: `command.admin.${id}`,
        group: 'anywhere',
        label: t('admin.goTo', { page: t(`admin.page.${id}`) }),
        keys: [],
        whileTyping: false,
        isAvailable: () => true,
        run: () => showAdmin(id),
      };
    }),
  ];
}

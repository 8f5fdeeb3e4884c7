import { api } from '../api.ts';
import { changeSettings, useSettings } from '../entities/settings.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';
import { showToast } from '../ui/toasts.ts';
import { command, type Command } from './commands.ts';
import { showScreen } from './view-store.ts';

// What one does to the desktop rather than to a conversation.

const hour = 60 * 60_000;

export function desktopCommands(): Command[] {
  const { doNotDisturb } = useSettings.getState().notifications;
  const isQuiet = doNotDisturb.on && (doNotDisturb.until === null || Date.now() < doNotDisturb.until);
  return [
    command('anywhere', 'command.doNotDisturb', {
      keys: ['mod+Shift+KeyY'],
      whileTyping: true,
      run: () => setQuiet(!isQuiet, null),
    }),
    command('anywhere', 'command.lock', {
      keys: ['mod+Shift+KeyK'],
      whileTyping: true,
      run: () => void lockNow().catch(warn),
    }),
    command('anywhere', 'command.doNotDisturbHour', {
      when: () => !isQuiet,
      run: () => setQuiet(true, Date.now() + hour),
    }),
  ];
}

/** Without a PIN there is nothing to lock with: the settings have one. */
async function lockNow(): Promise<void> {
  if (await api.lock.lock()) return;
  showScreen('settings');
  showToast({ kind: 'info', text: t('lock.setFirst') });
}

function warn(error: unknown): void {
  showToast({ kind: 'warning', text: describeError(error) });
}

function setQuiet(on: boolean, until: number | null): void {
  const { notifications } = useSettings.getState();
  changeSettings({ notifications: { ...notifications, doNotDisturb: { on, until } } }).then(
    () => showToast({ kind: 'info', text: t(on ? 'desktop.quiet' : 'desktop.loud') }),
    warn,
  );
}

import { zoomSteps } from '#shared/settings.ts';
import { api } from '../api.ts';
import { useDirectory } from '../entities/directory.ts';
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
    ...zoomCommands(),
    command('anywhere', 'command.doNotDisturbHour', {
      when: () => !isQuiet,
      run: () => setQuiet(true, Date.now() + hour),
    }),
  ];
}

/** `mod+0` shows all numbers where there are several (features.md §3.1): there the number pad has the 0 for this. */
function zoomCommands(): Command[] {
  const { zoom } = useSettings.getState();
  const hasNumbers = (useDirectory.getState().directory?.accounts.length ?? 0) > 1;
  const to = (next: number | undefined) => () => {
    if (next !== undefined) changeSettings({ zoom: next }).catch(warn);
  };
  return [
    command('anywhere', 'command.zoomIn', {
      keys: ['mod+Equal', 'mod+Shift+Equal', 'mod+NumpadAdd'],
      whileTyping: true,
      run: to(zoomSteps.find((step) => step > zoom)),
    }),
    command('anywhere', 'command.zoomOut', {
      keys: ['mod+Minus', 'mod+NumpadSubtract'],
      whileTyping: true,
      run: to(zoomSteps.findLast((step) => step < zoom)),
    }),
    command('anywhere', 'command.zoomReset', {
      keys: hasNumbers ? ['mod+Numpad0'] : ['mod+Digit0', 'mod+Numpad0'],
      whileTyping: true,
      run: to(100),
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

import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { setLaunchAtLogin } from './login-item.ts';
import { trayTemplate, trayTip, type TrayActions, type TrayFacts } from './tray.ts';

const facts: TrayFacts = {
  accounts: [
    { name: 'Store', unread: 3 },
    { name: 'Hotel', unread: 0 },
  ],
  isQuiet: false,
  status: 'online',
  isLocked: false,
};
const nothing = (): void => undefined;
const actions: TrayActions = { show: nothing, setQuiet: nothing, setStatus: nothing, lock: nothing, quit: nothing };
const labels = (of: TrayFacts) =>
  trayTemplate(of, actions)
    .filter(({ visible, type }) => visible !== false && type !== 'separator')
    .map(({ label }) => label);

it('says what is unread, by number, and offers quiet, status, lock and quit', () => {
  expect(labels(facts)).toEqual([
    'Open Parley',
    'Store: 3 unread',
    'Do not disturb',
    'For an hour',
    'Status',
    'Lock',
    'Quit Parley',
  ]);
  expect(trayTip({ ...facts, isQuiet: true })).toBe('Parley: 3 unread, do not disturb');
});

it('says nothing of the messages while Parley is locked', () => {
  expect(labels({ ...facts, isLocked: true })).toEqual(['Open Parley', 'Do not disturb', 'For an hour', 'Quit Parley']);
  expect(trayTip({ ...facts, isLocked: true })).toBe('Parley is locked');
});

it('starts with the session by a file of its own on Linux, by the system’s call elsewhere', () => {
  const configHome = mkdtempSync(join(tmpdir(), 'parley-login-'));
  const calls: unknown[] = [];
  const place = {
    platform: 'linux' as NodeJS.Platform,
    executable: '/opt/My Apps/parley',
    configHome,
    setLoginItemSettings: (settings: unknown) => calls.push(settings),
  };
  const file = join(configHome, 'autostart/parley.desktop');
  setLaunchAtLogin(true, place);
  expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/My Apps/parley" --hidden\n');
  setLaunchAtLogin(false, place);
  expect([existsSync(file), calls]).toEqual([false, []]);
  setLaunchAtLogin(true, { ...place, platform: 'win32' });
  expect(calls).toEqual([{ openAtLogin: true, args: ['--hidden'] }]);
  rmSync(configHome, { recursive: true });
});

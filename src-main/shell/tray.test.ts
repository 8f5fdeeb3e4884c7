import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { aDirectory, anAccount } from '../../tests/support/builders.ts';
import type { Workspace } from '../workspace/workspace-api.ts';
import { setLaunchAtLogin } from './login-item.ts';
import { trayTemplate, trayTip, unreadByAccount, type TrayActions, type TrayFacts } from './tray.ts';

const workspaceId = newId<WorkspaceId>();
const facts: TrayFacts = {
  accounts: [
    { workspaceId, name: 'Store', unread: 3 },
    { workspaceId, name: 'Hotel', unread: 0 },
  ],
  isQuiet: false,
  status: 'online',
  isLocked: false,
};
const nothing = (): void => undefined;
const actions: TrayActions = {
  show: nothing,
  showWorkspace: nothing,
  setQuiet: nothing,
  setStatus: nothing,
  lock: nothing,
  quit: nothing,
};
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

it('ruling 44 names the workspace of each number where there are several, and goes there', async () => {
  const aWorkspace = (company: string, unread: number) => {
    const directory = aDirectory({ accounts: [anAccount({ name: 'Sales' })] });
    const told = { ...directory, tenant: { ...directory.tenant, name: company } };
    // Only what the icon asks of a workspace.
    const workspace = {
      directory: { get: async () => JSON.stringify(told) },
      conversations: { countMatching: async () => [unread] },
    } as unknown as Workspace;
    return { id: newId<WorkspaceId>(), workspace };
  };
  const [one, two] = [aWorkspace('Marlow', 2), aWorkspace('Acme', 3)];
  expect(await unreadByAccount([one])).toEqual([{ workspaceId: one.id, name: 'Sales', unread: 2 }]);
  const accounts = await unreadByAccount([one, two]);
  const gone: WorkspaceId[] = [];
  const [, first, second] = trayTemplate({ ...facts, accounts }, { ...actions, showWorkspace: (id) => gone.push(id) });
  expect([first?.label, second?.label]).toEqual(['Marlow · Sales: 2 unread', 'Acme · Sales: 3 unread']);
  // Nothing of what Electron gives a click is used.
  (second?.click as (() => void) | undefined)?.();
  expect([gone, trayTip({ ...facts, accounts })]).toEqual([[two.id], 'Parley: 5 unread']);
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

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { BackupState } from '#shared/backup.ts';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import type { BackupOrder, BackupReport } from '#shared/wire/backup-process.ts';
import type { Child } from '../backend/supervisor.ts';
import { Backups, type BackedUpCompany, type BackupRecord } from './backups.ts';

const hour = 60 * 60_000;
const id = newId<WorkspaceId>();
const company: BackedUpCompany = {
  id,
  dataDir: '/company',
  databaseKey: 'a2V5',
  recovery: { salt: 'AAAA', sealed: 'AAAA' },
};
const counts = { conversations: 1, messages: 2, contacts: 1, accounts: 1, files: 0 };
const done: BackupReport = { report: 'done', counts, missingFiles: 0 };

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'parley-main-backups-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** Backups of a desktop whose processes are played: each order waits for what the test lets it report. */
function aDesktop({ open = company as BackedUpCompany | null, record = null as BackupRecord | null } = {}) {
  let now = Date.UTC(2026, 10, 21, 8);
  let saved = record;
  let due: (() => void) | null = null;
  const states: BackupState[] = [];
  const orders: { order: BackupOrder; report: (report: BackupReport) => void; exit: () => void; destroyed: boolean }[] =
    [];
  const spawn = (): Child => {
    let tell: (message: unknown) => void = () => undefined;
    let exit: (code: number) => void = () => undefined;
    let own: (typeof orders)[number] | null = null;
    return {
      send: (message) => {
        // Only orders are sent.
        own = {
          order: message as BackupOrder,
          report: (report) => tell(report),
          exit: () => exit(1),
          destroyed: false,
        };
        orders.push(own);
      },
      onMessage: (listener) => void (tell = listener),
      onExit: (listener) => void (exit = listener),
      stop: () => undefined,
      destroy: () => {
        if (own !== null) own.destroyed = true;
      },
    };
  };
  const chosen: (string | null)[] = [];
  const backups = new Backups({
    store: () => ({ backup: () => saved, saveBackup: (next) => void (saved = next) }),
    company: () => open,
    spawn,
    defaultFolder: join(folder, 'default'),
    askForFolder: async () => chosen.shift() ?? null,
    clock: {
      now: () => now,
      after: (_delayMs, callback) => {
        due = callback;
        return () => void (due = null);
      },
    },
    onState: (state) => states.push(state),
  });
  const pass = (ms: number) => {
    now += ms;
    due?.();
  };
  return { backups, orders, states, chosen, pass, record: () => saved };
}

it('ruling 42 writes a backup a day by itself, and tries a failed one again after an hour', async () => {
  const { backups, orders, pass } = aDesktop();
  backups.start();
  pass(60_000);
  expect(orders).toHaveLength(1);
  expect(orders[0]?.order).toMatchObject({
    type: 'backup',
    dataDir: '/company',
    folder: join(folder, 'default'),
    head: { workspaceId: id },
    keep: 7,
  });
  pass(hour);
  expect(orders).toHaveLength(1);
  orders[0]?.report(done);
  await vi.waitFor(() => expect(backups.state().last).toMatchObject({ counts }));
  pass(22 * hour);
  expect(orders).toHaveLength(1);
  pass(hour);
  expect(orders).toHaveLength(2);
  orders[1]?.report({ report: 'failed', code: 'disk_full', message: 'Full.' });
  await vi.waitFor(() => expect(backups.state().problem).toMatchObject({ code: 'disk_full' }));
  pass(hour / 2);
  expect(orders).toHaveLength(2);
  pass(hour / 2);
  expect(orders).toHaveLength(3);
});

it('writes nothing where no company is open, and one at a time', async () => {
  const none = aDesktop({ open: null });
  none.backups.start();
  none.pass(48 * hour);
  expect(none.orders).toEqual([]);
  expect(none.backups.state().available).toBe(false);
  await expect(none.backups.backUp()).rejects.toMatchObject({ code: 'conflict' });
  const { backups, orders } = aDesktop();
  const first = backups.backUp();
  await expect(backups.backUp()).rejects.toMatchObject({ code: 'conflict' });
  orders[0]?.report(done);
  await first;
});

it('shows how far it is; calling it off ends the process and is no failure', async () => {
  const { backups, orders, states } = aDesktop();
  const writing = backups.backUp();
  orders[0]?.report({ report: 'progress', progress: { step: 'files', done: 3, total: 9 } });
  expect(states.at(-1)?.running).toEqual({ step: 'files', done: 3, total: 9 });
  backups.cancel();
  await expect(writing).rejects.toMatchObject({ details: { backup: 'cancelled' } });
  expect(orders[0]?.destroyed).toBe(true);
  expect(backups.state()).toMatchObject({ running: null, problem: null, last: null });
});

it('a process that dies is a failure that is told', async () => {
  const { backups, orders } = aDesktop();
  const writing = backups.backUp();
  orders[0]?.exit();
  await expect(writing).rejects.toMatchObject({ code: 'conflict' });
  expect(backups.state().problem).toMatchObject({ code: 'internal' });
});

it('lists what is in the chosen folder, the newest first, and only what is whole', async () => {
  const { backups, chosen } = aDesktop();
  const home = join(folder, 'usb', `parley-${id}`);
  for (const [name, createdAt] of [
    ['one', 1],
    ['two', 2],
    ['three.part', 3],
  ] as const) {
    mkdirSync(join(home, name), { recursive: true });
    writeFileSync(join(home, name, 'parley.db'), 'x'.repeat(createdAt));
    const head = { v: 1, workspaceId: id, createdAt, recovery: { salt: 'AAAA', sealed: 'AAAA' } };
    writeFileSync(join(home, name, 'backup.json'), JSON.stringify(head));
  }
  writeFileSync(join(home, 'one', 'notes.txt'), '');
  expect(await backups.find(true)).toBe(null);
  for (const place of [join(folder, 'usb'), home]) {
    chosen.push(place);
    expect(await backups.find(true)).toEqual([
      { id: '0', createdAt: 2, workspaceId: id, bytes: 2 },
      { id: '1', createdAt: 1, workspaceId: id, bytes: 1 },
    ]);
  }
  expect(backups.found('1').path).toBe(join(home, 'one'));
  expect(() => backups.found('7')).toThrow(expect.objectContaining({ code: 'not_found' }));
  chosen.push(join(home, 'one'));
  expect(await backups.find(true)).toHaveLength(1);
});

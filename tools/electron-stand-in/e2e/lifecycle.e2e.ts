import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { executable, fixture, launchFixture, temporaryFolder } from './launch.ts';

/** Command lines of living processes that mention a text. */
function processesOf(text: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    })
    .filter((line) => line.includes(text));
}

test('starts, shows the first window and ends with exit code 0 and no process left', async () => {
  const userData = temporaryFolder();
  const app = await launchFixture({}, userData);
  const main = app.process();
  const page = await app.firstWindow();
  await expect(page.getByRole('heading')).toHaveText('Fixture');
  const info = await app.evaluate(({ app }) => ({
    version: app.getVersion(),
    name: app.getName(),
    userData: app.getPath('userData'),
    isPackaged: app.isPackaged,
    pid: process.pid,
    dock: app.dock,
    locale: app.getLocale(),
  }));
  expect(info).toEqual({
    version: '1.2.3',
    name: 'Fixture',
    userData,
    isPackaged: false,
    pid: main.pid,
    dock: undefined,
    locale: 'en-US',
  });
  await app.close();
  expect(main.exitCode).toBe(0);
  await expect.poll(() => processesOf(userData)).toEqual([]);
});

test('gives Playwright the window of a page, its title and the console of main', async () => {
  const app = await launchFixture();
  const page = await app.firstWindow();
  const window = await app.browserWindow(page);
  expect(await window.evaluate((w) => [w.id, w.getSize()])).toEqual([1, [640, 480]]);
  await expect.poll(() => window.evaluate((w) => w.getTitle())).toBe('Fixture');
  const [message] = await Promise.all([app.waitForEvent('console'), app.evaluate(() => console.log('said', 42))]);
  expect(message.text()).toBe('said 42');
  await app.close();
});

test('leaves nothing behind when main is killed, and the same profile starts again at once', async () => {
  const userData = temporaryFolder();
  for (let round = 0; round < 2; round++) {
    const app = await launchFixture({}, userData);
    const page = await app.firstWindow();
    await page.evaluate((round) => localStorage.setItem('round', String(round)), round);
    const backend = await app.evaluate(() => fixtureMain.backend.pid);
    const closed = app.waitForEvent('close');
    process.kill(app.process().pid!, 'SIGKILL');
    await closed;
    await expect.poll(() => existsSync(`/proc/${backend}`)).toBe(false);
  }
  await expect.poll(() => processesOf(userData)).toEqual([]);
});

test('keeps local storage from one start to the next', async () => {
  const userData = temporaryFolder();
  const first = await launchFixture({}, userData);
  await (await first.firstWindow()).evaluate(() => localStorage.setItem('theme', 'dark'));
  await first.close();
  const second = await launchFixture({}, userData);
  expect(await (await second.firstWindow()).evaluate(() => localStorage.getItem('theme'))).toBe('dark');
  await second.close();
});

test('a second start hands its arguments to the first and exits', async () => {
  const userData = temporaryFolder();
  const app = await launchFixture({}, userData);
  await app.firstWindow();
  const args = [fixture, `--user-data-dir=${userData}`, 'parley-desktop://conversation/1'];
  await promisify(execFile)(executable, args, { cwd: userData });
  const [entry] = await app.evaluate(() =>
    fixtureMain.log.filter((one) => typeof one === 'object' && one !== null && 'argv' in one),
  );
  expect(entry).toEqual({ argv: [executable, ...args], cwd: userData, data: { from: 'second' } });
  await app.close();
});

test('quit asks before-quit and every window, and either can prevent it', async () => {
  const app = await launchFixture();
  await app.firstWindow();
  const seen = await app.evaluate(({ app, BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    app.once('before-quit', (event) => event.preventDefault());
    app.quit();
    window!.once('close', (event) => event.preventDefault());
    app.quit();
    return [...fixtureMain.log.filter((one) => typeof one === 'string'), BrowserWindow.getAllWindows().length];
  });
  expect(seen).toEqual(['before-quit', 'before-quit', 1]);
  await app.close();
});

test('closing the last window tells the app, which may quit', async () => {
  const app = await launchFixture();
  const main = app.process();
  const page = await app.firstWindow();
  const closed = app.waitForEvent('close');
  await page.close();
  await closed;
  expect(main.exitCode).toBe(0);
});

test('app.exit gives its code, relaunch starts anew', async () => {
  const userData = temporaryFolder();
  const app = await launchFixture({}, userData);
  await app.firstWindow();
  const main = app.process();
  const marker = path.join(userData, 'relaunched');
  const closed = app.waitForEvent('close');
  await app
    .evaluate(({ app }, marker) => {
      app.relaunch({ execPath: '/bin/sh', args: ['-c', `touch ${marker}`] });
      setImmediate(() => app.exit(7));
    }, marker)
    .catch(() => {});
  await closed;
  expect(main.exitCode).toBe(7);
  await expect.poll(() => existsSync(marker)).toBe(true);
});

test('says what is missing when there is no app, no built app or no Chromium', async () => {
  const run = async (args: string[], env: NodeJS.ProcessEnv = process.env) => {
    const child = spawn(executable, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let text = '';
    child.stderr.on('data', (chunk) => (text += String(chunk)));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    return `${code}: ${text}`;
  };
  expect(await run([])).toContain('1: electron stand-in: no app given');
  const folder = temporaryFolder();
  expect(await run([folder])).toContain('Has the app been built?');
  const broken = await run([fixture, `--user-data-dir=${folder}`], { ...process.env, PARLEY_CHROMIUM: '/nowhere' });
  expect(broken).toContain('1: electron stand-in: PARLEY_CHROMIUM=/nowhere cannot be executed');
});

test('runs without a debugger, and pages of hidden or minimised windows know it', async () => {
  // Not through Playwright, which keeps every page visible and focused.
  const args = [path.join(fixture, 'visibility.js'), `--user-data-dir=${temporaryFolder()}`];
  const { stdout } = await promisify(execFile)(executable, args);
  expect(JSON.parse(stdout)).toEqual({
    shown: ['visible', true],
    hidden: ['hidden', false],
    again: ['visible', true],
    minimised: ['hidden', false],
    restored: ['visible', true],
  });
});

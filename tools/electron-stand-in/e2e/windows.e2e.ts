import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launchFixture, openWindow } from './launch.ts';

let app: ElectronApplication;
let page: Page;
test.beforeAll(async () => {
  app = await launchFixture();
  page = await app.firstWindow();
  await page.waitForLoadState();
});
test.afterAll(() => app.close());

test("a window's page has the size that was asked for, also after it changed", async () => {
  expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 480]);
  const window = await app.browserWindow(page);
  await window.evaluate((w) => w.setSize(900, 700));
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([900, 700]);
  const picture = await page.screenshot();
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([900, 700]);
  expect(await window.evaluate(async (w) => (await w.capturePage()).getSize())).toEqual({ width: 900, height: 700 });
  await window.evaluate((w) => w.setSize(640, 480));
});

test('zoom makes CSS pixels larger', async () => {
  const window = await app.browserWindow(page);
  await window.evaluate((w) => w.webContents.setZoomFactor(2));
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio])).toEqual([320, 240, 2]);
  await window.evaluate((w) => w.webContents.setZoomFactor(1));
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight, devicePixelRatio])).toEqual([640, 480, 1]);
});

test('a second window is a page of its own, with options and parent', async () => {
  const other = await openWindow(app, 'parley://app/two', { width: 300, height: 200, alwaysOnTop: true });
  await expect(other.getByRole('heading')).toHaveText('Two');
  expect(await other.evaluate(() => [innerWidth, innerHeight])).toEqual([300, 200]);
  const window = await app.browserWindow(other);
  expect(await window.evaluate((w) => [w.isAlwaysOnTop(), w.isFocused()])).toEqual([true, true]);
  await expect.poll(() => window.evaluate((w) => w.getTitle())).toBe('Two');
  await other.close();
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('a window made with show: false is there but not visible, and is ready to show once loaded', async () => {
  const events = await app.evaluate(async () => {
    const window = fixtureMain.openWindow({ show: false });
    const events: unknown[] = [window.isVisible(), window.isFocused()];
    for (const name of ['ready-to-show', 'show', 'focus', 'hide', 'blur', 'minimize', 'restore', 'closed'] as const) {
      window.on(name as 'show', () => events.push(name));
    }
    await window.loadURL('parley://app/two');
    window.show();
    events.push(window.isVisible());
    window.hide();
    window.show();
    window.minimize();
    window.restore();
    window.close();
    return events;
  });
  const shown = [
    'show',
    'focus',
    true,
    'blur',
    'hide',
    'show',
    'focus',
    'blur',
    'minimize',
    'restore',
    'focus',
    'blur',
    'closed',
  ];
  expect(events).toEqual([false, false, 'ready-to-show', ...shown]);
});

test('themeSource decides prefers-color-scheme in every window, present and future', async () => {
  const isDark = (one: Page) => one.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  expect(await isDark(page)).toBe(false);
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'dark'));
  await expect.poll(() => isDark(page)).toBe(true);
  const other = await openWindow(app, 'parley://app/two');
  expect(await isDark(other)).toBe(true);
  await other.close();
  await app.evaluate(({ nativeTheme }) => void (nativeTheme.themeSource = 'system'));
  await expect.poll(() => isDark(page)).toBe(false);
  expect(await app.evaluate(() => fixtureMain.log.filter((one) => one === 'theme').length)).toBe(2);
});

test('a crashed page is told to the app, and can be loaded again', async () => {
  const other = await openWindow(app, 'parley://app/two');
  const window = await app.browserWindow(other);
  const crashed = other.waitForEvent('crash');
  const details = await window.evaluate(
    (w) =>
      new Promise((resolve) => {
        w.webContents.once('render-process-gone', (_event: unknown, details: Electron.RenderProcessGoneDetails) =>
          resolve([details.reason, w.webContents.isCrashed()]),
        );
        w.webContents.forcefullyCrashRenderer();
      }),
  );
  expect(details).toEqual(['crashed', true]);
  await crashed;
  await window.evaluate((w) => w.loadURL('parley://app/'));
  expect(await window.evaluate((w) => [w.webContents.isCrashed(), w.webContents.getURL()])).toEqual([
    false,
    'parley://app/',
  ]);
  expect(await window.evaluate((w) => w.webContents.executeJavaScript('fixture.invoke("echo", "again")'))).toBe(
    'again',
  );
  await window.evaluate((w) => w.destroy());
});

test('a page that crashes can be reloaded from the event that tells of it', async () => {
  const other = await openWindow(app, 'parley://app/two');
  const window = await app.browserWindow(other);
  const url = await window.evaluate(async (w) => {
    w.webContents.once('render-process-gone' as 'did-finish-load', () => w.webContents.reload());
    w.webContents.forcefullyCrashRenderer();
    await new Promise<void>((resolve) => w.webContents.once('did-finish-load', () => resolve()));
    return (await w.webContents.executeJavaScript('location.pathname + fixture.add(1, 1)')) as string;
  });
  expect(url).toBe('/two2');
  await window.evaluate((w) => w.destroy());
});

test('scripts of main run in the page and report their errors', async () => {
  const window = await app.browserWindow(page);
  const results = await window.evaluate(async (w) => [
    await w.webContents.executeJavaScript('Promise.resolve({ title: document.title })'),
    await w.webContents.executeJavaScript('nowhere.x').catch((error: Error) => error.message.split('\n')[0]),
    w.webContents.mainFrame.url,
  ]);
  expect(results).toEqual([{ title: 'Fixture' }, 'ReferenceError: nowhere is not defined', 'parley://app/']);
});

test('what is missing says so by name', async () => {
  const texts = await app.evaluate(({ BrowserWindow, net, MessageChannelMain }) => {
    const attempts = [
      () => BrowserWindow.fromId(1)?.webContents.findInPage('x'),
      () => net.request('http://localhost'),
      () => new MessageChannelMain(),
      () => new BrowserWindow({ webPreferences: { nodeIntegration: true } }),
    ];
    return attempts.map((attempt) => {
      try {
        return attempt();
      } catch (error) {
        return (error as Error).message;
      }
    });
  });
  expect(texts).toEqual([
    'electron stand-in: webContents.findInPage is not implemented',
    'electron stand-in: net.request is not implemented',
    'electron stand-in: MessageChannelMain is not implemented',
    'electron stand-in: webPreferences.nodeIntegration: true is not implemented',
  ]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

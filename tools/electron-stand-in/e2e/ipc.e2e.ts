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

test('the preload runs sandboxed, sees its arguments and exposes frozen functions', async () => {
  const seen = await page.evaluate(() => ({
    process: window.fixture.process,
    frozen: Object.isFrozen(window.fixture),
    sum: window.fixture.add(2, 3),
    require: 'require' in window,
    node: 'process' in window,
  }));
  expect(seen).toMatchObject({
    process: { sandboxed: true, type: 'renderer' },
    frozen: true,
    sum: 5,
    require: false,
    node: false,
  });
  expect(seen.process.argv).toContain('--window-kind=main');
});

test('an exposed name cannot be exposed twice or overwritten', async () => {
  const kept = await page.evaluate(() => {
    try {
      Object.assign(window, { fixture: 1 });
    } catch {
      // Strict mode throws, sloppy mode ignores: the value counts.
    }
    return typeof window.fixture;
  });
  expect(kept).toBe('object');
});

test('invoke carries what structured clone carries', async () => {
  const same = await page.evaluate(async () => {
    const value = {
      date: new Date(5),
      map: new Map([['a', new Set([1n])]]),
      bytes: new Uint8Array([1, 2]),
      none: undefined,
      nan: NaN,
      list: Array.from({ length: 2 }),
    };
    const back = (await window.fixture.invoke('echo', value)) as typeof value;
    return [
      back.date.getTime(),
      back.map.get('a')?.has(1n),
      back.bytes instanceof Uint8Array && [...back.bytes],
      'none' in back,
      Number.isNaN(back.nan),
      back.list.length,
    ];
  });
  expect(same).toEqual([5, true, [1, 2], true, true, 2]);
});

test('invoke refuses what cannot be cloned', async () => {
  const error = await page.evaluate(() => window.fixture.invoke('echo', () => 'no').catch((e: Error) => e.message));
  expect(error).toContain('could not be cloned');
});

test("invoke rejects with Electron's texts", async () => {
  const texts = await page.evaluate(() =>
    Promise.all(['fail', 'nothing'].map((channel) => window.fixture.invoke(channel).catch((e: Error) => e.message))),
  );
  expect(texts).toEqual([
    "Error invoking remote method 'fail': TypeError: kaboom",
    "Error invoking remote method 'nothing': Error: No handler registered for 'nothing'",
  ]);
});

test('messages go both ways, and an unsubscribed listener hears nothing more', async () => {
  await page.evaluate(() => window.fixture.send('plain', 'over'));
  await expect.poll(() => page.evaluate(() => window.fixture.heard())).toContainEqual({ reply: 'over' });
  const send = (value: number) =>
    app.evaluate(({ BrowserWindow }, value) => BrowserWindow.fromId(1)?.webContents.send('pushed', value), value);
  await page.evaluate(() => {
    const got: unknown[] = [];
    const off = window.fixture.on('pushed', (value) => got.push(value));
    Object.assign(window, { got, off });
  });
  await send(1);
  await expect.poll(() => page.evaluate('got')).toEqual([1]);
  await page.evaluate('off()');
  await send(2);
  await page.evaluate(() => window.fixture.invoke('echo', 0));
  expect(await page.evaluate('got')).toEqual([1]);
});

test("handlers see the page's own address and origin, and its main frame", async () => {
  expect(await page.evaluate(() => window.fixture.invoke('sender'))).toEqual({
    id: 1,
    url: 'parley://app/',
    origin: 'parley://app',
    isMain: true,
  });
});

test('a frame below the top one has no preload, unless asked for, and then is not the main frame', async () => {
  const addFrame = () => {
    const frame = document.createElement('iframe');
    frame.src = '/frame';
    document.body.append(frame);
    return new Promise<boolean>(
      (resolve) => (frame.onload = () => resolve(frame.contentWindow !== null && 'fixture' in frame.contentWindow)),
    );
  };
  expect(await page.evaluate(addFrame)).toBe(false);
  const other = await openWindow(app, 'parley://app/', { webPreferences: { nodeIntegrationInSubFrames: true } });
  expect(await other.evaluate(addFrame)).toBe(true);
  const sender = await other.frames()[1]!.evaluate(() => window.fixture.invoke('sender'));
  expect(sender).toMatchObject({ url: 'parley://app/frame', origin: 'parley://app', isMain: false });
  await other.close();
});

test('a frame of another origin shows its own, even in our page', async () => {
  await app.evaluate(({ protocol }) => {
    const html = { headers: { 'content-type': 'text/html' } };
    protocol.handle('host', () => new Response('<iframe src="http://framed.guest.localhost/x"></iframe>', html));
    protocol.handle('guest', () => new Response('<p>guest</p>', html));
  });
  const other = await openWindow(app, 'host://page/', { webPreferences: { nodeIntegrationInSubFrames: true } });
  const sender = await other.frames()[1]!.evaluate(() => window.fixture.invoke('sender'));
  expect(sender).toMatchObject({ url: 'guest://framed/x', origin: 'guest://framed', isMain: false });
  await other.close();
});

test('a foreign page shows its real origin', async () => {
  const other = await openWindow(app, 'data:text/html,<h1>foreign</h1>');
  expect(await other.evaluate(() => window.fixture.invoke('sender'))).toMatchObject({
    url: 'data:text/html,<h1>foreign</h1>',
    origin: 'null',
    isMain: true,
  });
  await other.close();
});

test('senderFrame is null once the document that asked has gone', async () => {
  const other = await openWindow(app, 'parley://app/');
  await app.evaluate(({ ipcMain }) => {
    const log: unknown[] = [];
    Object.assign(globalThis, { seenFrames: log });
    ipcMain.handle('slow', async (event) => {
      log.push(event.senderFrame !== null);
      await new Promise<void>((resolve) => event.sender.once('did-finish-load', () => resolve()));
      log.push(event.senderFrame);
    });
  });
  await other.evaluate(() => void window.fixture.invoke('slow'));
  await other.reload();
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'seenFrames') as unknown[])).toEqual([true, null]);
  await other.close();
});

test('an exception in a listener of main is an uncaught exception and breaks nothing else', async () => {
  const caught = app.evaluate(({ ipcMain }) => {
    ipcMain.once('throws', () => {
      throw new Error('from a listener');
    });
    return new Promise<string>((resolve) => process.once('uncaughtException', (error) => resolve(error.message)));
  });
  await page.evaluate(() => window.fixture.send('throws'));
  expect(await caught).toBe('from a listener');
  expect(await page.evaluate(() => window.fixture.invoke('echo', 1))).toBe(1);
});

test('a megabyte crosses whole', async () => {
  const length = await page.evaluate(
    async () => ((await window.fixture.invoke('echo', 'ü'.repeat(1_000_000))) as string).length,
  );
  expect(length).toBe(1_000_000);
});

// What Electron promises of pages and their network, a test each: a list, so longer than other files.
import { type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { launchFixture, openWindow } from './launch.ts';

let app: ElectronApplication;
let page: Page;
test.beforeAll(async () => {
  app = await launchFixture();
  page = await app.firstWindow();
  await page.waitForLoadState();
  await app.evaluate(({ shell, BrowserWindow }) => {
    const opened: string[] = [];
    const asked: string[] = [];
    Object.assign(globalThis, { opened, asked });
    shell.openExternal = async (url) => void opened.push(url);
    BrowserWindow.fromId(1)?.webContents.on('will-navigate', (event, url) => asked.push(`${url} ${event.url}`));
  });
});
test.afterAll(() => app.close());

/** A link named by its address. */
const addLink = (href: string, target = '') =>
  page.evaluate(
    ([href, target]) => {
      const link = document.createElement('a');
      Object.assign(link, { href, target, textContent: href });
      document.body.append(link);
    },
    [href, target] as const,
  );
const opened = () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
const asked = () => app.evaluate(() => Reflect.get(globalThis, 'asked') as string[]);

test('a custom scheme is a secure origin with storage, and other schemes load beside it', async () => {
  await expect.poll(() => page.evaluate(() => document.body.dataset.image)).toBe('loaded');
  expect(await page.evaluate(() => [isSecureContext, typeof crypto.subtle, location.pathname])).toEqual([
    true,
    'object',
    '/',
  ]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.fromId(1)?.webContents.getURL())).toBe(
    'parley://app/',
  );
});

test("the handler's policy holds", async () => {
  const tries = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.body.append(inline);
    return [
      window.evalRan,
      'inlineRan' in window,
      await fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    ];
  });
  expect(tries).toEqual([false, false, 'refused']);
});

test('a prevented navigation stays on the page and tells the real address', async () => {
  for (const url of ['https://example.com/x', 'parley://app/two', 'mailto:a@example.com']) {
    await page.evaluate((url) => void (location.href = url), url);
    await expect.poll(asked).toContain(`${url} ${url}`);
  }
  await addLink('/two');
  await page.getByRole('link', { name: '/two' }).click();
  await expect.poll(asked).toContain('parley://app/two parley://app/two');
  await expect(page.getByRole('heading')).toHaveText('Fixture');
});

test('the app itself may load, and a redirect can be prevented', async () => {
  const other = await openWindow(app, 'parley://app/two');
  await expect(other.getByRole('heading')).toHaveText('Two');
  const seen = await app.evaluate(async ({ protocol, BrowserWindow }) => {
    protocol.handle('moved', () => new Response(null, { status: 302, headers: { location: 'parley://app/two' } }));
    const window = BrowserWindow.getAllWindows().at(-1)!;
    const urls: string[] = [];
    window.webContents.once('will-redirect', (event, url) => {
      urls.push(url);
      event.preventDefault();
    });
    const code = await window.loadURL('moved://here/').catch((error: { code: string }) => error.code);
    return [code, ...urls];
  });
  expect(seen).toEqual(['ERR_ABORTED', 'parley://app/two']);
  await other.close();
});

test('loadURL rejects as Electron does', async () => {
  const error = await app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    const result = await window
      .loadURL('http://127.0.0.1:9/')
      .catch((e: { message: string; code: string; errno: number }) => [e.message, e.code, e.errno]);
    window.destroy();
    return result;
  });
  expect(error).toEqual(["ERR_UNSAFE_PORT (-312) loading 'http://127.0.0.1:9/'", 'ERR_UNSAFE_PORT', -312]);
});

test('loadURL resolves for another place of the same document, and rejects when the window is closed', async () => {
  const results = await app.evaluate(async ({ protocol, BrowserWindow }) => {
    const window = new BrowserWindow({ show: false });
    await window.loadURL('parley://app/two#first');
    const inPage = new Promise((resolve) =>
      window.webContents.once('did-navigate-in-page', (_event, url) => resolve(url)),
    );
    await window.loadURL('parley://app/two#second');
    const urls = [await inPage, window.webContents.getURL()];
    protocol.handle('never', () => new Promise(() => {}));
    const code = window.loadURL('never://ends/').catch((error: { code: string }) => error.code);
    setTimeout(() => window.destroy(), 50);
    return [...urls, await code];
  });
  expect(results).toEqual(['parley://app/two#second', 'parley://app/two#second', 'ERR_FAILED']);
});

test('workers and media come from the app too, media in ranges', async () => {
  await app.evaluate(({ protocol }) => {
    const ranges: (string | null)[] = [];
    Object.assign(globalThis, { ranges });
    const wav = Buffer.alloc(44 + 16000);
    wav.write('RIFF', 0);
    wav.writeUInt32LE(36 + 16000, 4);
    wav.write('WAVEfmt ', 8);
    wav.writeUInt32LE(16, 16);
    wav.writeUInt16LE(1, 20);
    wav.writeUInt16LE(1, 22);
    wav.writeUInt32LE(8000, 24);
    wav.writeUInt32LE(16000, 28);
    wav.writeUInt16LE(2, 32);
    wav.writeUInt16LE(16, 34);
    wav.write('data', 36);
    wav.writeUInt32LE(16000, 40);
    protocol.handle('parley-sound', (request) => {
      const range = request.headers.get('range');
      ranges.push(range);
      const start = Number(/bytes=(\d+)/.exec(range ?? '')?.[1] ?? 0);
      const headers = {
        'content-type': 'audio/wav',
        'accept-ranges': 'bytes',
        'content-range': `bytes ${start}-${wav.length - 1}/${wav.length}`,
      };
      return new Response(wav.subarray(start), { status: range === null ? 200 : 206, headers });
    });
    protocol.handle('tools', (request) =>
      request.url.endsWith('.js')
        ? new Response('postMessage(location.pathname)', { headers: { 'content-type': 'text/javascript' } })
        : new Response('<h1>Tools</h1>', { headers: { 'content-type': 'text/html' } }),
    );
  });
  const other = await openWindow(app, 'tools://host/');
  const seen = await other.evaluate(async () => {
    const worker = new Worker('/worker.js');
    const path: unknown = await new Promise((resolve) => (worker.onmessage = (event) => resolve(event.data)));
    const audio = new Audio('parley-sound://voice/1.wav');
    await new Promise((resolve, reject) => {
      audio.oncanplaythrough = resolve;
      audio.onerror = () => reject(new Error(audio.error?.message));
      audio.load();
    });
    return [path, audio.duration];
  });
  expect(seen).toEqual(['/worker.js', 1]);
  expect(await app.evaluate(() => Reflect.get(globalThis, 'ranges') as unknown[])).toContain('bytes=0-');
  await other.close();
});

test('a denied window.open gives null and no window, whatever asked for it', async () => {
  expect(await page.evaluate(() => window.open('https://example.com/open'))).toBeNull();
  await addLink('https://example.com/blank', '_blank');
  await addLink('/modified');
  await page.getByRole('link', { name: 'blank' }).click();
  await page.getByRole('link', { name: 'blank' }).click({ button: 'middle' });
  await page.getByRole('link', { name: 'modified' }).click({ modifiers: ['ControlOrMeta'] });
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.action = 'https://example.com/form';
    form.target = '_blank';
    document.body.append(form);
    form.submit();
  });
  await expect
    .poll(async () => (await opened()).map((url) => url.replace(/\?$/, '')))
    .toEqual([
      'https://example.com/open',
      'https://example.com/blank',
      'https://example.com/blank',
      'parley://app/modified',
      'https://example.com/form',
    ]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('an allowed window.open becomes a window', async () => {
  const other = await openWindow(app, 'parley://app/');
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .at(-1)
      ?.webContents.setWindowOpenHandler(() => ({
        action: 'allow',
        overrideBrowserWindowOptions: { width: 300, height: 200 },
      })),
  );
  const [opened] = await Promise.all([app.waitForEvent('window'), other.evaluate(() => void window.open('/two'))]);
  await expect(opened.getByRole('heading')).toHaveText('Two');
  await opened.close();
  await other.close();
});

test("permissions are what the app's handlers say", async () => {
  const answers = await page.evaluate(async () => [
    await Notification.requestPermission(),
    (await navigator.permissions.query({ name: 'notifications' })).state,
    (await navigator.permissions.query({ name: 'geolocation' })).state,
    await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve('granted'),
        (error) => resolve(error.code),
      ),
    ),
    await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    ),
    await navigator.mediaDevices.getDisplayMedia().then(
      () => 'granted',
      (error: Error) => error.name,
    ),
    await navigator.clipboard.readText().then(
      () => 'granted',
      (error: Error) => error.name,
    ),
  ]);
  expect(answers).toEqual(['granted', 'granted', 'denied', 1, 'NotAllowedError', 'NotAllowedError', 'NotAllowedError']);
  const changed = await app
    .evaluate(({ session }) =>
      session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) =>
        answer(permission === 'geolocation'),
      ),
    )
    .then(() => page.evaluate(() => Notification.requestPermission()));
  expect(changed).toBe('denied');
});

test('webRequest can cancel what a page asks for', async () => {
  const other = await openWindow(app, 'parley://app/two');
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['parley-media://*/*'] }, (details, answer) =>
      answer({ cancel: details.resourceType === 'image' }),
    );
  });
  const load = () =>
    other.evaluate(
      () =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = () => resolve('loaded');
          image.onerror = () => resolve('refused');
          image.src = `parley-media://pictures/${Math.random()}.png`;
        }),
    );
  expect(await load()).toBe('refused');
  await app.evaluate(({ session }) => session.defaultSession.webRequest.onBeforeRequest(null));
  expect(await load()).toBe('loaded');
  await other.close();
});

test('a handler gets method, body and range, and answers with status and headers', async () => {
  await app.evaluate(({ protocol }) =>
    protocol.handle('api', async (request) => {
      if (request.method === 'GET' && !request.headers.has('range'))
        return new Response('<h1>Api</h1>', { headers: { 'content-type': 'text/html' } });
      return Response.json(
        { url: request.url, method: request.method, body: await request.text(), range: request.headers.get('range') },
        { status: 206, headers: { 'x-own': 'yes' } },
      );
    }),
  );
  const other = await openWindow(app, 'api://host/');
  const answer = await other.evaluate(async () => {
    const response = await fetch('api://host/part', { method: 'POST', body: 'héllo', headers: { range: 'bytes=1-2' } });
    return [response.status, response.headers.get('x-own'), await response.json()];
  });
  expect(answer).toEqual([206, 'yes', { url: 'api://host/part', method: 'POST', body: 'héllo', range: 'bytes=1-2' }]);
  await other.close();
});

test('another session has its own handlers', async () => {
  const text = await app.evaluate(async ({ session, BrowserWindow }) => {
    const other = session.fromPartition('other');
    other.protocol.handle('parley', () => new Response('<h1>Other</h1>', { headers: { 'content-type': 'text/html' } }));
    const window = new BrowserWindow({ show: false, webPreferences: { partition: 'other' } });
    await window.loadURL('parley://app/');
    const text: unknown = await window.webContents.executeJavaScript('document.body.textContent');
    const isSame = window.webContents.session === other;
    window.destroy();
    return [text, isSame, session.fromPartition('other') === other];
  });
  expect(text).toEqual(['Other', true, true]);
});

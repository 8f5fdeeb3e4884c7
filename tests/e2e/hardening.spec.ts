import { expect, test } from './fixtures.ts';

// What a hostile page could try, tried from inside the built app's own page (S-1 to S-20 of the checklist).

test('S-2 S-3 S-4 S-20 the page has the bridge and nothing else of Node or Electron', async ({ launch }) => {
  const { page } = await launch({ withNotifications: false });
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    bridge: Object.keys((window as unknown as { parley: object }).parley).toSorted(),
    isFrozen: Object.isFrozen((window as unknown as { parley: object }).parley),
  }));
  expect(found).toEqual({ node: [], bridge: ['invoke', 'on'], isFrozen: true });
});

test('S-20 the bridge lets through only our own channels, and main answers garbage with a named error', async ({
  launch,
}) => {
  const { page } = await launch({ withNotifications: false });
  const answers = await page.evaluate(async () => {
    // The preload's own surface, as any script in the page would find it.
    const { parley } = window as unknown as {
      parley: { invoke: (channel: unknown, input?: unknown) => Promise<unknown> };
    };
    const told: unknown[] = [];
    for (const [channel, input] of [
      ['electron:any', undefined],
      [{ toString: () => 'parley:app.state' }, undefined],
      ['parley:no.such', undefined],
      ['parley:windows.openExternal', { url: 'file:///etc/passwd' }],
      ['parley:messages.send', { conversationId: { $ne: null }, content: '<img>' }],
      ['parley:drafts.save', { text: 'x'.repeat(2_000_000) }],
    ]) {
      told.push(
        await parley.invoke(channel, input).then(
          (envelope) => (envelope as { error?: { code: string } }).error?.code ?? 'ok',
          () => 'refused',
        ),
      );
    }
    return told;
  });
  expect(answers).toEqual(['refused', 'refused', 'refused', 'invalid_input', 'invalid_input', 'payload_too_large']);
});

test('S-7 nothing inline, evaluated or remote runs, and markup can’t be made from text', async ({ launch }) => {
  const { page } = await launch({ withNotifications: false });
  const found = await page.evaluate(async () => {
    const tries = (work: () => unknown): string => {
      try {
        work();
        return 'ran';
      } catch {
        return 'refused';
      }
    };
    const canary = window as unknown as { canary?: string };
    const script = document.createElement('script');
    const inline = tries(() => {
      script.textContent = 'window.canary = "inline"';
      document.body.append(script);
    });
    const handler = tries(() => {
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.canary = "handler"');
      document.body.append(button);
      button.click();
    });
    return {
      handler,
      // Later, outside of the debugger's own call, which may evaluate whatever the policy says.
      eval: await new Promise((resolve) => {
        // oxlint-disable-next-line no-eval -- refused is what is tested
        setTimeout(() => resolve(tries(() => window.eval('window.canary = "eval"'))));
      }),
      inline: canary.canary ?? inline,
      markup: tries(() => {
        document.createElement('div').innerHTML = '<b>x</b>';
      }),
      fetch: await fetch('https://example.com/').then(
        () => 'ran',
        () => 'refused',
      ),
      loopback: await fetch('http://127.0.0.1:5050/health').then(
        () => 'ran',
        () => 'refused',
      ),
      image: await new Promise((resolve) => {
        const image = new Image();
        image.addEventListener('load', () => resolve('ran'));
        image.addEventListener('error', () => resolve('refused'));
        image.src = 'https://example.com/x.png';
      }),
      canary: canary.canary ?? null,
    };
  });
  expect({ ...found, inline: found.canary === null ? 'refused' : 'ran' }).toEqual({
    eval: 'refused',
    inline: 'refused',
    handler: 'refused',
    markup: 'refused',
    fetch: 'refused',
    loopback: 'refused',
    image: 'refused',
    canary: null,
  });
});

test('S-5 S-11 S-13 S-14 the page can’t leave, open windows, embed web views or get permissions', async ({
  launch,
}) => {
  const { app, page } = await launch({ withNotifications: false });
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  const home = page.url();
  const opened = await page.evaluate(async () => {
    window.open('https://example.com/');
    const link = document.createElement('a');
    link.href = 'https://example.com/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    link.removeAttribute('target');
    link.click();
    link.remove();
    location.href = 'https://example.com/';
    const { state } = await navigator.permissions.query({ name: 'geolocation' as PermissionName });
    const media = await (
      navigator.mediaDevices?.getUserMedia({ audio: true }) ?? Promise.reject(new Error('none'))
    ).then(
      () => 'granted',
      () => 'refused',
    );
    // A plain element, without anything of Electron's web views.
    const webview = 'getWebContentsId' in document.createElement('webview');
    return { geolocation: state, media, webview };
  });
  expect(opened).toEqual({ geolocation: 'denied', media: 'refused', webview: false });
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  expect(page.url()).toBe(home);
  const windows = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect(windows).toBe(1);
});

test('S-7 S-18 every answer of the app’s origin carries the policy, and no path leads out of it', async ({
  launch,
}) => {
  const { page } = await launch({ withNotifications: false });
  // Chromium refuses to reload a page whose first load is not over.
  await expect(page.getByRole('button', { name: 'Try the demo' })).toBeVisible();
  const [response] = await Promise.all([
    page.waitForResponse((answer) => answer.url().includes('index.html')),
    page.reload(),
  ]);
  const policy = await response.headerValue('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(await response.headerValue('x-content-type-options')).toBe('nosniff');
});

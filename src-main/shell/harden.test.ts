import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { expect, it } from 'vitest';
import { guardContents, hardenApp, hardenSession, mayRequest, mayUse } from './harden.ts';

const permissions = [
  'ar automatic-fullscreen background-fetch background-sync captured-surface-control clipboard-read',
  'deprecated-sync-clipboard-read display-capture fileSystem fullscreen geolocation geolocation-approximate hid',
  'hand-tracking idle-detection keyboardLock local-fonts local-network local-network-access loopback-network media',
  'mediaKeySystem midi midiSysex nfc openExternal payment-handler periodic-background-sync persistent-storage',
  'pointerLock screen-wake-lock sensors serial smart-card speaker-selection storage-access system-wake-lock',
  'top-level-storage-access usb vr web-app-installation web-printing window-management unknown',
].flatMap((line) => line.split(' '));

it('S-5 denies every permission but notifications and writing the clipboard, and those only to our pages', () => {
  expect(permissions.filter((permission) => mayUse(permission, 'parley://app/index.html'))).toEqual([]);
  expect(mayUse('notifications', 'parley://app/')).toBe(true);
  expect(mayUse('clipboard-sanitized-write', 'parley://app/')).toBe(true);
  expect(mayUse('media', 'parley://app/', ['audio'])).toBe(true);
  expect(mayUse('media', 'parley://app/', ['audio', 'video'])).toBe(false);
  expect(mayUse('media', 'https://app/', ['audio'])).toBe(false);
  expect(mayUse('notifications', 'https://app/')).toBe(false);
  expect(mayUse('notifications', '')).toBe(false);
});

it('S-1 S-25 lets a page request its own files and nothing else', () => {
  const urls = ['https://x.example/', 'http://127.0.0.1:5050/', 'ws://x/', 'file:///etc/passwd', 'ftp://x/', 'data:,x'];
  const more = [
    'parley://other/',
    'parley-media://x/',
    'blob:https://x/1',
    'devtools://devtools/',
    'chrome://gpu/',
    '',
  ];
  expect([...urls, ...more].filter((url) => mayRequest(url))).toEqual([]);
  expect(mayRequest('parley://app/assets/a.js')).toBe(true);
  expect(mayRequest('blob:parley://app/123')).toBe(true);
  expect(mayRequest('devtools://devtools/x', 'http://localhost:5173')).toBe(true);
  expect(mayRequest('ws://localhost:5173/', 'http://localhost:5173')).toBe(true);
  expect(mayRequest('https://x.example/', 'http://localhost:5173')).toBe(false);
});

it('S-5 S-24 S-25 hardens a session by request, check, device, display, NTLM and network', () => {
  const set: Record<string, (...args: unknown[]) => unknown> = {};
  const ntlm: string[] = [];
  const session = new Proxy(
    {
      allowNTLMCredentialsForDomains: (domains: string) => ntlm.push(domains),
      webRequest: { onBeforeRequest: (listener: never) => (set['onBeforeRequest'] = listener) },
    },
    { get: (target, name) => Reflect.get(target, name) ?? ((handler: never) => (set[String(name)] = handler)) },
    // A recorder in the place of Electron's session.
  ) as unknown as Session;
  hardenSession(session);
  const answers: unknown[] = [];
  const callback = (answer: unknown): unknown => answers.push(answer);
  set['setPermissionRequestHandler']?.(null, 'geolocation', callback, { requestingUrl: 'parley://app/' });
  set['setPermissionRequestHandler']?.(null, 'notifications', callback, { requestingUrl: 'parley://app/' });
  set['setDisplayMediaRequestHandler']?.({}, callback);
  set['onBeforeRequest']?.({ url: 'https://x.example/' }, callback);
  set['onBeforeRequest']?.({ url: 'parley://app/index.html' }, callback);
  expect(answers).toEqual([false, true, null, { cancel: true }, { cancel: false }]);
  expect(set['setPermissionCheckHandler']?.(null, 'media', 'parley://app')).toBe(false);
  expect(set['setDevicePermissionHandler']?.({})).toBe(false);
  expect(ntlm).toEqual(['']);
});

class FakeContents extends EventEmitter {
  open: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.open = handler;
  }
  /** Was the event prevented? */
  try(name: string, url: string): boolean {
    let prevented = false;
    this.emit(name, { url, preventDefault: () => (prevented = true) });
    return prevented;
  }
}

it('S-11 S-13 S-14 keeps a page on our origin, refuses webviews and new windows, and hands links on', () => {
  const contents = new FakeContents();
  const links: string[] = [];
  guardContents(contents as unknown as WebContents, (url) => links.push(url));
  for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
    for (const url of ['https://x.example/', 'parley://app.evil/', 'parley://app@evil/', 'file:///x', 'about:blank']) {
      expect([name, url, contents.try(name, url)]).toEqual([name, url, true]);
    }
    expect(contents.try(name, 'parley://app/index.html')).toBe(false);
  }
  expect(contents.try('will-attach-webview', '')).toBe(true);
  expect(contents.open?.({ url: 'https://x.example/' })).toEqual({ action: 'deny' });
  expect(links).toEqual(['https://x.example/']);
});

it('S-13 S-24 guards every page of the app and accepts no broken certificate', () => {
  const app = new EventEmitter();
  hardenApp(app as unknown as App, () => undefined);
  const contents = new FakeContents();
  app.emit('web-contents-created', {}, contents);
  expect(contents.try('will-navigate', 'https://x.example/')).toBe(true);
  const answers: unknown[] = [];
  let prevented = 0;
  const event = { preventDefault: () => (prevented += 1) };
  app.emit('certificate-error', event, null, 'https://x', 'bad', {}, (ok: boolean) => answers.push(ok));
  app.emit('select-client-certificate', event, null, 'https://x', [{}], (...args: unknown[]) => answers.push(args));
  expect([prevented, answers]).toEqual([2, [false, []]]);
});

/**
 * What Electron's own Chromium does natively and a plain one needs told: windows the page opens, links that leave the
 * window, permissions, and addresses of the app's custom schemes. Runs before any script of the page.
 * Runs in the page as source text: it may refer to nothing outside itself.
 */
import type { Bridge } from './bridge.ts';

export function installMainWorld(
  nonce: string,
  createBridge: (nonce: string, side: 'main') => Bridge,
  schemes: readonly string[],
): void {
  const { callHost } = createBridge(nonce, 'main');

  /** parley://app/x to http://app.parley.localhost/x, where Chromium gives it an origin of its own. */
  function toReachable<T>(input: T): T | string {
    if (typeof input !== 'string' && !(input instanceof URL)) return input;
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(String(input));
    const [, scheme = '', host = '', rest = ''] = match ?? [];
    return schemes.includes(scheme) ? `http://${host || 'host'}.${scheme}.localhost${rest}` : input;
  }

  function replace(
    owner: object | undefined,
    name: string,
    make: (original: (...args: never[]) => unknown) => unknown,
  ) {
    // Each caller knows the method it replaces; a method this Chromium lacks is left alone.
    const original = owner && (owner as Record<string, unknown>)[name];
    if (typeof original !== 'function') return;
    const value = make(original as (...args: never[]) => unknown);
    Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: true });
  }

  replace(
    window,
    'fetch',
    (original) =>
      function fetch(this: unknown, input: unknown, init: unknown) {
        return Reflect.apply(original, this, [toReachable(input), init]);
      },
  );
  replace(
    XMLHttpRequest.prototype,
    'open',
    (original) =>
      function open(this: unknown, method: string, url: unknown, ...rest: unknown[]) {
        return Reflect.apply(original, this, [method, toReachable(url), ...rest]);
      },
  );

  function requestWindow(url: string, frameName: string, features: string, disposition: string): void {
    const absolute = new URL(url || 'about:blank', document.baseURI).href;
    callHost({ op: 'open-window', url: absolute, frameName, features, disposition }).catch(reportError);
  }

  // Real Electron answers null when the app denies the window; here also when it allows it (see README).
  window.open = (url, frameName, features) => {
    requestWindow(String(url ?? ''), frameName ?? '', features ?? '', features ? 'new-window' : 'foreground-tab');
    return null;
  };

  function onLink(event: MouseEvent): void {
    if (event.defaultPrevented || (!event.isTrusted && event.type === 'auxclick')) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '');
    if (!(link instanceof HTMLAnchorElement)) return;
    const background = event.button === 1 || event.ctrlKey || event.metaKey;
    const base = document.querySelector('base[target]')?.getAttribute('target') ?? '';
    const target = link.target || base;
    const elsewhere = target !== '' && !['_self', '_top', '_parent'].includes(target) && !(target in window.frames);
    if (!background && !event.shiftKey && !elsewhere) return;
    if (event.button > 1) return;
    event.preventDefault();
    requestWindow(
      link.href,
      elsewhere ? target : '',
      '',
      background ? 'background-tab' : event.shiftKey ? 'new-window' : 'foreground-tab',
    );
  }
  window.addEventListener('click', onLink);
  window.addEventListener('auxclick', onLink);

  /**
   * Asks the app's permission handler, which sets Chromium's answer, before Chromium itself is asked. Some of Chromium's
   * methods look for a device first and would then complain of that instead of the permission: those are refused here.
   */
  function guard(
    owner: object | undefined,
    name: string,
    permission: (args: unknown[]) => object,
    refuses = false,
  ): void {
    replace(
      owner,
      name,
      (original) =>
        async function guarded(this: unknown, ...args: unknown[]) {
          const granted = await callHost({ op: 'request-permission', ...permission(args) });
          if (refuses && !granted) throw new DOMException('Permission denied', 'NotAllowedError');
          return Reflect.apply(original, this, args as never[]);
        },
    );
  }
  const asking = (permission: string) => () => ({ permission });
  guard(window.Notification, 'requestPermission', asking('notifications'));
  guard(Geolocation.prototype, 'getCurrentPosition', asking('geolocation'));
  guard(navigator.clipboard, 'read', asking('clipboard-read'));
  guard(navigator.clipboard, 'readText', asking('clipboard-read'));
  guard(navigator.clipboard, 'write', asking('clipboard-sanitized-write'));
  guard(navigator.clipboard, 'writeText', asking('clipboard-sanitized-write'));
  guard(navigator.storage, 'persist', asking('persistent-storage'));
  const midi = ([options]: unknown[]) => ({
    permission: (options as MIDIOptions | undefined)?.sysex ? 'midiSysex' : 'midi',
  });
  guard(navigator, 'requestMIDIAccess', midi, true);
  const media = ([constraints]: unknown[]) => {
    const { audio, video } = (constraints ?? {}) as MediaStreamConstraints;
    return { permission: 'media', mediaTypes: [...(audio ? ['audio'] : []), ...(video ? ['video'] : [])] };
  };
  guard(navigator.mediaDevices, 'getUserMedia', media, true);
  replace(navigator.mediaDevices, 'getDisplayMedia', () => async () => {
    await callHost({ op: 'request-display-media' });
    throw new DOMException('Permission denied', 'NotAllowedError');
  });
  // watchPosition answers a number at once, so it cannot wait for the handler: Chromium's current answer counts.
  replace(
    navigator.permissions,
    'query',
    (original) =>
      async function query(this: unknown, ...args: never[]) {
        await callHost({ op: 'check-permissions' });
        return Reflect.apply(original, this, args);
      },
  );
}

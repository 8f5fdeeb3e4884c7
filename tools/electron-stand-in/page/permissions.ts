/**
 * Asks the app's permission handlers, which set Chromium's answer, before Chromium itself is asked.
 * Runs in the page as source text, before any script of the page: it may refer to nothing outside itself.
 */
export function installPermissions(callHost: (request: unknown) => Promise<unknown>): void {
  type Method = (...args: unknown[]) => unknown;

  function replace(owner: object | undefined, name: string, make: (original: Method) => Method): void {
    // Outside secure origins, and in other Chromiums, some of these don't exist and stay so.
    const original: unknown = owner && Reflect.get(owner, name);
    if (!owner || typeof original !== 'function') return;
    const value = make(original as Method);
    Object.defineProperty(owner, name, { value, writable: true, configurable: true, enumerable: true });
  }

  /**
   * @param refuses for methods that look for a device first and would complain of that instead of the permission
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
          return Reflect.apply(original, this, args);
        },
    );
  }

  const asking = (permission: string) => () => ({ permission });
  guard(window.Notification, 'requestPermission', asking('notifications'));
  // watchPosition answers a number at once, so it cannot wait for the handler: Chromium's current answer counts.
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
  replace(
    navigator.permissions,
    'query',
    (original) =>
      async function query(this: unknown, ...args: unknown[]) {
        await callHost({ op: 'check-permissions' });
        return Reflect.apply(original, this, args);
      },
  );
}

/**
 * Scripts of the page may fetch the app's own schemes: here those live at an address Chromium can reach.
 * Runs in the page as source text, before any script of the page: it may refer to nothing outside itself.
 */
export function installAddresses(schemes: readonly string[]): void {
  /** parley://app/x to http://app.parley.localhost/x, where Chromium gives it an origin of its own. */
  function toReachable(input: unknown): unknown {
    if (typeof input !== 'string' && !(input instanceof URL)) return input;
    const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(String(input));
    const [, scheme = '', host = '', rest = ''] = match ?? [];
    return schemes.includes(scheme) ? `http://${host || 'host'}.${scheme}.localhost${rest}` : input;
  }

  const { fetch } = window;
  window.fetch = (input, init) => Reflect.apply(fetch, window, [toReachable(input), init]);

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function mapped(
    this: XMLHttpRequest,
    method: string,
    url: unknown,
    ...rest: unknown[]
  ) {
    // The declared overloads differ in what may be left out; all of it is passed on.
    Reflect.apply(open, this, [method, toReachable(url), ...rest] as unknown as Parameters<typeof open>);
  };
}

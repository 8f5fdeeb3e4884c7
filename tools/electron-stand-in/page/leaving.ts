/**
 * Everything that would leave the page's window goes to the app instead: window.open, links and forms with another
 * target, clicks with a modifier, and addresses for programs outside.
 * Runs in the page as source text, before any script of the page: it may refer to nothing outside itself.
 */
export function installLeaving(callHost: (request: unknown) => Promise<unknown>, hasMiddleClick: boolean): void {
  interface Wanted {
    url: string;
    frameName?: string;
    features?: string;
    disposition?: 'foreground-tab' | 'background-tab' | 'new-window';
  }

  function requestWindow({ url, frameName = '', features = '', disposition = 'foreground-tab' }: Wanted): void {
    const absolute = new URL(url || 'about:blank', document.baseURI).href;
    callHost({ op: 'open-window', url: absolute, frameName, features, disposition }).catch(reportError);
  }

  /** The name of another window, or null when the target is a frame of this one. */
  function elsewhere(own: string): string | null {
    const target = own || (document.querySelector('base[target]')?.getAttribute('target') ?? '');
    const isHere = ['', '_self', '_top', '_parent'].includes(target) || target in window.frames;
    return isHere ? null : target;
  }

  // Real Electron answers null when the app denies the window; here also when it allows it (see README).
  window.open = (url, frameName, features) => {
    const disposition = features ? 'new-window' : 'foreground-tab';
    requestWindow({ url: String(url ?? ''), frameName: frameName ?? '', features: features ?? '', disposition });
    return null;
  };

  function onLink(event: MouseEvent): void {
    if (event.defaultPrevented || event.button > 1) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link?.href) return;
    const frameName = elsewhere(link.target);
    const isBackground = event.button === 1 || event.ctrlKey || event.metaKey;
    if (frameName === null && !isBackground && !event.shiftKey) return;
    event.preventDefault();
    if (event.button === 1 && !hasMiddleClick) return;
    const front = event.shiftKey ? 'new-window' : 'foreground-tab';
    requestWindow({ url: link.href, frameName: frameName ?? '', disposition: isBackground ? 'background-tab' : front });
  }
  window.addEventListener('click', onLink);
  window.addEventListener('auxclick', onLink);

  /** Answers whether the form went to another window. */
  function sendElsewhere(form: HTMLFormElement, submitter: HTMLElement | null): boolean {
    const frameName = elsewhere(submitter?.getAttribute('formtarget') ?? form.target);
    if (frameName === null) return false;
    const url = new URL(submitter?.getAttribute('formaction') ?? form.action, document.baseURI);
    if (form.method === 'get') {
      const fields = [...new FormData(form, submitter)].map(([name, value]) => [
        name,
        typeof value === 'string' ? value : value.name,
      ]);
      url.search = new URLSearchParams(fields).toString();
    }
    requestWindow({ url: url.href, frameName });
    return true;
  }
  window.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    if (sendElsewhere(event.target, event.submitter)) event.preventDefault();
  });
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function submitHere(this: HTMLFormElement) {
    if (!sendElsewhere(this, null)) Reflect.apply(submit, this, []);
  };

  // The app's own scheme, or a program outside: Chromium would open a dialog, which swallows the page's input.
  window.navigation.addEventListener('navigate', (event) => {
    const { url } = event.destination;
    if (/^(https?|file|about|data|blob|javascript):/i.test(url)) return;
    event.preventDefault();
    callHost({ op: 'leave', url }).catch(reportError);
  });
}

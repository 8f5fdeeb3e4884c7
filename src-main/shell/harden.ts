import type { App, Session, WebContents } from 'electron';
import { appOrigin, isAppUrl } from './app-origin.ts';

// The walls around every page. Types only from Electron: the objects come in, so each wall is tested alone.

/** Granted to our own pages; everything else, and everybody else, is denied (S-5). */
const grantedPermissions: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write']);

/** `media`: what of microphone and camera is asked for; only the microphone is ever granted, for voice notes. */
export function mayUse(permission: string, requestingUrl: string, media: readonly string[] = []): boolean {
  const isMicrophone = permission === 'media' && media.length > 0 && media.every((each) => each === 'audio');
  return (grantedPermissions.has(permission) || isMicrophone) && isAppUrl(requestingUrl);
}

/** Only our own files are ever requested by a page (S-1, S-25): main alone uses the network. */
export function mayRequest(url: string, devServer?: string): boolean {
  if (isAppUrl(url) || url.startsWith(`blob:${appOrigin}/`)) return true;
  // `npm run dev`: Vite's own connection, and the developer tools.
  return devServer !== undefined && (/^(devtools|chrome-devtools):/.test(url) || isSameHost(url, devServer));
}

function isSameHost(url: string, other: string): boolean {
  return URL.canParse(url) && new URL(url).host === new URL(other).host;
}

type HardenedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'allowNTLMCredentialsForDomains'
> & { webRequest: Pick<Session['webRequest'], 'onBeforeRequest'> };

export function hardenSession(session: HardenedSession, devServer?: string): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(mayUse(permission, details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : [])),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayUse(permission, requestingOrigin, details?.mediaType === undefined ? [] : [details.mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.allowNTLMCredentialsForDomains('');
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !mayRequest(details.url, devServer) }));
}

/** Navigation stays on our origin, new windows are refused, their links go through `openExternal` (S-11, S-13, S-14). */
export function guardContents(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternal: (url: string) => void,
): void {
  const stay = (event: { preventDefault: () => void; url: string }): void => {
    if (!isAppUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}

/** Every page that ever exists is guarded, whoever made it; certificates are never waved through (S-24). */
export function hardenApp(app: Pick<App, 'on'>, openExternal: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openExternal));
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, callback) => {
    event.preventDefault();
    callback();
  });
}

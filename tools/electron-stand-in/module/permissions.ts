import { send } from './engine.ts';
import type { Session } from './session.ts';
import type { PageContents } from './page-contents.ts';

interface Descriptor {
  name: string;
  sysex?: boolean;
  allowWithoutSanitization?: boolean;
}

/** Electron's name for a permission, with the media kind where it has two, and Chromium's. */
const descriptors: { permission: string; mediaType?: 'audio' | 'video'; descriptor: Descriptor }[] = [
  { permission: 'notifications', descriptor: { name: 'notifications' } },
  { permission: 'geolocation', descriptor: { name: 'geolocation' } },
  { permission: 'media', mediaType: 'video', descriptor: { name: 'camera' } },
  { permission: 'media', mediaType: 'audio', descriptor: { name: 'microphone' } },
  { permission: 'clipboard-read', descriptor: { name: 'clipboard-read' } },
  { permission: 'clipboard-sanitized-write', descriptor: { name: 'clipboard-write', allowWithoutSanitization: false } },
  { permission: 'midi', descriptor: { name: 'midi' } },
  { permission: 'midiSysex', descriptor: { name: 'midi', sysex: true } },
  { permission: 'persistent-storage', descriptor: { name: 'persistent-storage' } },
  { permission: 'idle-detection', descriptor: { name: 'idle-detection' } },
  { permission: 'screen-wake-lock', descriptor: { name: 'screen-wake-lock' } },
  { permission: 'local-fonts', descriptor: { name: 'local-fonts' } },
  { permission: 'window-management', descriptor: { name: 'window-management' } },
  { permission: 'background-sync', descriptor: { name: 'background-sync' } },
  { permission: 'storage-access', descriptor: { name: 'storage-access' } },
];

async function setPermission(origin: string, descriptor: Descriptor, granted: boolean): Promise<void> {
  const params = { origin, permission: descriptor, setting: granted ? 'granted' : 'denied' };
  await send('Browser.setPermission', params);
}

/**
 * Sets what the app's check handler says about an origin, before a document of it runs. Without a handler everything is
 * granted, as in Electron.
 * @param origin as Chromium knows it; `appOrigin` as the app does
 */
export async function applyChecks(
  contents: PageContents,
  session: Session,
  origin: string,
  appOrigin: string,
): Promise<void> {
  if (!/^https?:/.test(origin)) return;
  await Promise.all(
    descriptors.map(({ permission, mediaType, descriptor }) => {
      const details = { requestingUrl: `${appOrigin}/`, isMainFrame: true, securityOrigin: `${appOrigin}/`, mediaType };
      return setPermission(origin, descriptor, session.checkPermission(contents, permission, `${appOrigin}/`, details));
    }),
  );
}

/** Asks the app's request handler and sets Chromium's answer accordingly. */
export async function requestPermission(
  contents: PageContents,
  session: Session,
  origin: string,
  permission: string,
  details: { requestingUrl: string; isMainFrame: boolean; mediaTypes?: string[] },
): Promise<boolean> {
  const granted = await session.requestPermission(contents, permission, {
    ...details,
    securityOrigin: details.requestingUrl,
  });
  const asked = descriptors.filter(
    (entry) => entry.permission === permission && (!entry.mediaType || details.mediaTypes?.includes(entry.mediaType)),
  );
  if (/^https?:/.test(origin))
    await Promise.all(asked.map(({ descriptor }) => setPermission(origin, descriptor, granted)));
  return granted;
}

import { EventEmitter } from 'node:events';
import { notImplemented, partial, stubMethods } from './not-implemented.ts';
import { Protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';
import type { PageContents } from './page-contents.ts';
import type { WebPreferences } from './page-scripts.ts';

type RequestHandler = (
  contents: PageContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: PageContents | null, permission: string, origin: string, details: object) => boolean;
type DisplayMediaHandler = (request: object, callback: (streams: object | null) => void) => void;

/** Sessions differ in their handlers; storage and cookies are Chromium's and shared. */
export class Session extends EventEmitter {
  readonly protocol = new Protocol();
  readonly webRequest = new WebRequest();
  readonly cookies = partial('session.cookies', {});
  readonly storagePath: string | null;
  spellCheckerEnabled = false;
  #requestHandler: RequestHandler | null = null;
  #checkHandler: CheckHandler | null = null;
  #displayMediaHandler: DisplayMediaHandler | null = null;
  #userAgent = '';

  constructor(storagePath: string | null) {
    super();
    this.storagePath = storagePath;
  }

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#checkHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: DisplayMediaHandler | null): void {
    this.#displayMediaHandler = handler;
  }
  // Chromium's device choosers can't be answered for, so no page gets a device whatever these would say.
  setDevicePermissionHandler(): void {}
  setUSBProtectedClassesHandler(): void {}
  setBluetoothPairingHandler(): void {}

  checkPermission(contents: PageContents, permission: string, origin: string, details: object): boolean {
    return this.#checkHandler?.(contents, permission, origin, details) ?? true;
  }
  requestPermission(contents: PageContents, permission: string, details: object): Promise<boolean> {
    const handler = this.#requestHandler;
    if (!handler) return Promise.resolve(true);
    return new Promise((resolve) => handler(contents, permission, (granted) => resolve(granted === true), details));
  }
  /** The app is asked, but no screen can be captured: the page is always refused. */
  async requestDisplayMedia(request: object): Promise<void> {
    const handler = this.#displayMediaHandler;
    if (handler) await new Promise((resolve) => handler(request, resolve));
  }

  fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return globalThis.fetch(input, init);
  }
  isPersistent(): boolean {
    return this.storagePath !== null;
  }
  getStoragePath(): string | null {
    return this.storagePath;
  }
  getUserAgent(): string {
    return this.#userAgent;
  }
  setUserAgent(userAgent: string): void {
    this.#userAgent = userAgent;
  }
  setSpellCheckerEnabled(enable: boolean): void {
    this.spellCheckerEnabled = enable;
  }
  isSpellCheckerEnabled(): boolean {
    return this.spellCheckerEnabled;
  }
  setSpellCheckerLanguages(): void {}
  setSpellCheckerDictionaryDownloadURL(): void {}
  allowNTLMCredentialsForDomains(): void {}
  setCertificateVerifyProc(): void {}
  setCodeCachePath(): void {}
  setDownloadPath(): void {}
  async setProxy(): Promise<void> {}
  async resolveProxy(): Promise<string> {
    return 'DIRECT';
  }
  async clearCache(): Promise<void> {}
  async clearCodeCaches(): Promise<void> {}
  async clearAuthCache(): Promise<void> {}
  async clearHostResolverCache(): Promise<void> {}
  async closeAllConnections(): Promise<void> {}
  flushStorageData(): void {}
}

stubMethods(
  Session.prototype,
  'session',
  `addWordToSpellCheckerDictionary clearData clearSharedDictionaryCache clearSharedDictionaryCacheForIsolationKey
   clearStorageData createInterruptedDownload disableNetworkEmulation downloadURL enableNetworkEmulation
   forceReloadProxyConfig getAllExtensions getBlobData getCacheSize getExtension getPreloads getPreloadScripts
   getSharedDictionaryInfo getSharedDictionaryUsageInfo getSpellCheckerLanguages
   listWordsInSpellCheckerDictionary loadExtension preconnect registerLocalAIHandler registerPreloadScript
   removeExtension removeWordFromSpellCheckerDictionary resolveHost setPreloads setSSLConfig
   unregisterPreloadScript`,
);

const partitions = new Map<string, Session>();

function fromPartition(partition: string): Session {
  if (partition === '') return defaultSession;
  const existing = partitions.get(partition);
  if (existing) return existing;
  const created = new Session(partition.startsWith('persist:') ? partition.slice('persist:'.length) : null);
  partitions.set(partition, created);
  return created;
}

export const defaultSession = new Session('default');
/** The session a window asked for. */
export function sessionFor(preferences: WebPreferences): Session {
  if (preferences.session instanceof Session) return preferences.session;
  return preferences.partition === undefined ? defaultSession : fromPartition(preferences.partition);
}

export const session = { Session, defaultSession, fromPartition, fromPath: () => notImplemented('session.fromPath') };

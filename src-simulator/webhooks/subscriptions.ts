import { randomUUID } from 'node:crypto';

/** The callback did not prove that it knows the verify token. `message` says what came back. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

/** Who hears of what, as Meta keeps it: an app-wide URL, accounts that subscribed the app, overriding URLs. */
export interface Subscriptions {
  /** `POST /{app}/subscriptions`: shakes hands, then remembers the app's URL and fields. */
  setAppCallback(callbackUrl: string, verifyToken: string, fields: readonly string[]): Promise<void>;
  appCallback(): { url: string; fields: readonly string[] } | null;
  /** `POST /{waba}/subscribed_apps`; without an override the account's webhooks go to the app's URL. */
  subscribeApp(wabaId: string, override: { callbackUrl: string; verifyToken: string } | null): Promise<void>;
  unsubscribeApp(wabaId: string): void;
  /** null when the account has not subscribed the app. */
  subscribedApp(wabaId: string): { overrideUrl: string | null } | null;
  /** The control API's way: one more subscriber of the account, with all fields. */
  addSubscriber(wabaId: string, callbackUrl: string, verifyToken: string): Promise<void>;
  /** Every URL that is to hear of `field` of this account, each once. */
  urlsOf(wabaId: string, field: string): readonly string[];
}

export function createSubscriptions(handshakeTimeoutMs: number): Subscriptions {
  let app: { url: string; fields: readonly string[] } | null = null;
  const byAccount = new Map<string, { overrideUrl: string | null }>();
  const subscribers = new Map<string, Set<string>>();
  let cache = new Map<string, readonly string[]>();

  const changed = (): void => {
    cache = new Map();
  };
  const findUrls = (wabaId: string, field: string): readonly string[] => {
    const urls = new Set(subscribers.get(wabaId));
    const account = byAccount.get(wabaId);
    const appUrl = account?.overrideUrl ?? (app?.fields.includes(field) ? app.url : null);
    if (account && appUrl) urls.add(appUrl);
    return [...urls];
  };

  return {
    async setAppCallback(callbackUrl, verifyToken, fields) {
      await shakeHands(callbackUrl, verifyToken, handshakeTimeoutMs);
      app = { url: callbackUrl, fields };
      changed();
    },
    appCallback: () => app,
    async subscribeApp(wabaId, override) {
      if (override) await shakeHands(override.callbackUrl, override.verifyToken, handshakeTimeoutMs);
      byAccount.set(wabaId, { overrideUrl: override?.callbackUrl ?? null });
      changed();
    },
    unsubscribeApp(wabaId) {
      byAccount.delete(wabaId);
      changed();
    },
    subscribedApp: (wabaId) => byAccount.get(wabaId) ?? null,
    async addSubscriber(wabaId, callbackUrl, verifyToken) {
      await shakeHands(callbackUrl, verifyToken, handshakeTimeoutMs);
      const urls = subscribers.get(wabaId) ?? new Set();
      subscribers.set(wabaId, urls.add(callbackUrl));
      changed();
    },
    urlsOf(wabaId, field) {
      const key = `${wabaId} ${field}`;
      let urls = cache.get(key);
      if (!urls) {
        urls = findUrls(wabaId, field);
        cache.set(key, urls);
      }
      return urls;
    },
  };
}

/** Meta's GET: the callback must answer 200 with the challenge as plain text, or {@link HandshakeError} says why not. */
export async function shakeHands(callbackUrl: string, verifyToken: string, timeoutMs: number): Promise<void> {
  let url: URL;
  try {
    url = new URL(callbackUrl);
  } catch {
    throw new HandshakeError(`${callbackUrl} is not a URL`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new HandshakeError(`${callbackUrl} is neither http nor https`);
  }
  const challenge = randomUUID().replace(/\D/g, '').slice(0, 10).padEnd(10, '7');
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);

  let status: number;
  let body: string;
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    status = response.status;
    body = await response.text();
  } catch (error) {
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    throw new HandshakeError(`${callbackUrl} could not be reached: ${reason}`, { cause: error });
  }
  if (status !== 200) {
    throw new HandshakeError(
      `${callbackUrl} answered the verification with HTTP ${status}; 200 and the challenge are expected`,
    );
  }
  if (body !== challenge) {
    throw new HandshakeError(`${callbackUrl} answered 200 but not with the challenge as plain text`);
  }
}

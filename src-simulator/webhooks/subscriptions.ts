import { randomUUID } from 'node:crypto';
import { followsOverride } from './fields.ts';

/** The callback did not prove that it knows the verify token. `message` says what came back. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

/** A URL that hears of something, and the app whose secret signs it. */
export interface Subscriber {
  url: string;
  appSecret: string;
}

/** `fields` null: all. */
type AddedSubscriber = Subscriber & { fields: readonly string[] | null };

export interface Callback {
  callbackUrl: string;
  verifyToken: string;
}

/** Who hears of what, as Meta keeps it: an app-wide URL, accounts that subscribed the app, overriding URLs. */
export interface Subscriptions {
  /** `POST /{app}/subscriptions`: shakes hands, then remembers the app's URL and fields. */
  setAppCallback(callbackUrl: string, verifyToken: string, fields: readonly string[]): Promise<void>;
  appCallback(): { url: string; fields: readonly string[] } | null;
  /** `POST /{waba}/subscribed_apps`; without an override the account's webhooks go to the app's URL. */
  subscribeApp(wabaId: string, override: Callback | null): Promise<void>;
  unsubscribeApp(wabaId: string): void;
  /** null when the account has not subscribed the app. */
  subscribedApp(wabaId: string): { overrideUrl: string | null } | null;
  /** `POST /{number}` with a `webhook_configuration`: wins over the account's URL. null takes it away. */
  setNumberOverride(phoneNumberId: string, override: Callback | null): Promise<void>;
  /** The number's own URL. */
  numberOverride(phoneNumberId: string): string | null;
  /**
   * The control API's way: one more subscriber of the account. Hears of all fields unless told which; signed by the
   * company's app unless another secret is given.
   */
  addSubscriber(
    wabaId: string,
    callbackUrl: string,
    verifyToken: string,
    more?: { appSecret?: string; fields?: readonly string[] },
  ): Promise<void>;
  /** Everybody who is to hear of `field` of this account and number, each URL once per app. */
  subscribersOf(wabaId: string, field: string, phoneNumberId?: string | null): readonly Subscriber[];
  /** Their URLs. */
  urlsOf(wabaId: string, field: string, phoneNumberId?: string | null): readonly string[];
}

export function createSubscriptions(handshakeTimeoutMs: number, appSecret: string): Subscriptions {
  let app: { url: string; fields: readonly string[] } | null = null;
  const byAccount = new Map<string, { overrideUrl: string | null }>();
  const byNumber = new Map<string, string>();
  const added = new Map<string, Map<string, AddedSubscriber>>();
  let cache = new Map<string, readonly Subscriber[]>();

  const changed = (): void => {
    cache = new Map();
  };
  const verify = ({ callbackUrl, verifyToken }: Callback): Promise<void> =>
    shakeHands(callbackUrl, verifyToken, handshakeTimeoutMs);

  /** Number before account before app (§2.5); fields about templates and accounts always go to the app's URL. */
  const findOwnUrl = (wabaId: string, field: string, phoneNumberId: string | null): string | null => {
    const account = byAccount.get(wabaId);
    if (!account) return null;
    const appUrl = app?.fields.includes(field) ? app.url : null;
    if (!followsOverride(field)) return appUrl;
    const numberUrl = phoneNumberId === null ? undefined : byNumber.get(phoneNumberId);
    return numberUrl ?? account.overrideUrl ?? appUrl;
  };
  const find = (wabaId: string, field: string, phoneNumberId: string | null): readonly Subscriber[] => {
    const found = [...(added.get(wabaId)?.values() ?? [])]
      .filter(({ fields }) => fields === null || fields.includes(field))
      .map(({ url, appSecret: secret }): Subscriber => ({ url, appSecret: secret }));
    const url = findOwnUrl(wabaId, field, phoneNumberId);
    const isThere = found.some((subscriber) => subscriber.url === url && subscriber.appSecret === appSecret);
    return url === null || isThere ? found : [...found, { url, appSecret }];
  };
  const subscribersOf: Subscriptions['subscribersOf'] = (wabaId, field, phoneNumberId = null) => {
    const key = `${wabaId} ${field} ${phoneNumberId}`;
    let subscribers = cache.get(key);
    if (!subscribers) {
      subscribers = find(wabaId, field, phoneNumberId);
      // Fields may be made up by whoever uses the control API.
      if (cache.size >= mostCached) changed();
      cache.set(key, subscribers);
    }
    return subscribers;
  };

  return {
    async setAppCallback(callbackUrl, verifyToken, fields) {
      await verify({ callbackUrl, verifyToken });
      app = { url: callbackUrl, fields };
      changed();
    },
    appCallback: () => app,
    async subscribeApp(wabaId, override) {
      if (override) await verify(override);
      byAccount.set(wabaId, { overrideUrl: override?.callbackUrl ?? null });
      changed();
    },
    unsubscribeApp(wabaId) {
      byAccount.delete(wabaId);
      changed();
    },
    subscribedApp: (wabaId) => byAccount.get(wabaId) ?? null,
    async setNumberOverride(phoneNumberId, override) {
      if (override) await verify(override);
      if (override) byNumber.set(phoneNumberId, override.callbackUrl);
      else byNumber.delete(phoneNumberId);
      changed();
    },
    numberOverride: (phoneNumberId) => byNumber.get(phoneNumberId) ?? null,
    async addSubscriber(wabaId, callbackUrl, verifyToken, more = {}) {
      await verify({ callbackUrl, verifyToken });
      const subscribers = added.get(wabaId) ?? new Map<string, AddedSubscriber>();
      const secret = more.appSecret ?? appSecret;
      subscribers.set(`${callbackUrl} ${secret}`, { url: callbackUrl, appSecret: secret, fields: more.fields ?? null });
      added.set(wabaId, subscribers);
      changed();
    },
    subscribersOf,
    urlsOf: (wabaId, field, phoneNumberId) => subscribersOf(wabaId, field, phoneNumberId).map(({ url }) => url),
  };
}

const mostCached = 2000;

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

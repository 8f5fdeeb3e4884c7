import { notImplemented } from './not-implemented.ts';

export interface RequestDetails {
  id: number;
  url: string;
  method: string;
  resourceType: string;
  referrer: string;
  timestamp: number;
  webContentsId: number;
  requestHeaders?: Record<string, string>;
  responseHeaders?: Record<string, string[]>;
  statusCode?: number;
}

interface Answer {
  cancel?: boolean;
  redirectURL?: string;
  requestHeaders?: Record<string, string>;
  responseHeaders?: Record<string, string | string[]>;
}

type Listener = (details: RequestDetails, callback: (answer: Answer) => void) => void;
interface Filter {
  urls: string[];
  excludeUrls?: string[];
}
type Stage = 'onBeforeRequest' | 'onBeforeSendHeaders' | 'onHeadersReceived';

/** Electron's match patterns: `*://*.host/path*`, `<all_urls>`. */
export function matchesPattern(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>' || pattern === '*://*/*') return true;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  const source = escaped
    .replace(/^\*:/, '[a-z][a-z0-9+.-]*:')
    .replace('://*\\.', '://(?:[^/]*\\.)?')
    .replaceAll('*', '.*');
  return new RegExp(`^${source}$`, 'i').test(url);
}

/** session.webRequest: the three listeners that can change a request. */
export class WebRequest {
  readonly #listeners = new Map<Stage, { filter: Filter | null; listener: Listener }>();

  onBeforeRequest(...args: [Listener | null] | [Filter, Listener | null]): void {
    this.#set('onBeforeRequest', args);
  }
  onBeforeSendHeaders(...args: [Listener | null] | [Filter, Listener | null]): void {
    this.#set('onBeforeSendHeaders', args);
  }
  onHeadersReceived(...args: [Listener | null] | [Filter, Listener | null]): void {
    this.#set('onHeadersReceived', args);
  }
  onSendHeaders(): void {
    notImplemented('webRequest.onSendHeaders');
  }
  onResponseStarted(): void {
    notImplemented('webRequest.onResponseStarted');
  }
  onBeforeRedirect(): void {
    notImplemented('webRequest.onBeforeRedirect');
  }
  onCompleted(): void {
    notImplemented('webRequest.onCompleted');
  }
  onErrorOccurred(): void {
    notImplemented('webRequest.onErrorOccurred');
  }

  #set(stage: Stage, args: [Listener | null] | [Filter, Listener | null]): void {
    const [filter, listener] = args.length === 1 ? [null, args[0]] : args;
    if (listener) this.#listeners.set(stage, { filter, listener });
    else this.#listeners.delete(stage);
  }

  has(stage: Stage): boolean {
    return this.#listeners.has(stage);
  }

  /** The listener's answer, or an empty one when nobody listens for this address. */
  ask(stage: Stage, details: RequestDetails): Promise<Answer> {
    const entry = this.#listeners.get(stage);
    const covers = (patterns: string[] = []) => patterns.some((pattern) => matchesPattern(pattern, details.url));
    if (!entry || (entry.filter && (!covers(entry.filter.urls) || covers(entry.filter.excludeUrls))))
      return Promise.resolve({});
    return new Promise((resolve) => entry.listener(details, (answer) => resolve(answer ?? {})));
  }
}

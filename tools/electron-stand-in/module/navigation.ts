import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { createEvent, emitEvent } from './events.ts';
import type { WebFrameMain } from './frames.ts';
import { toReachable } from './schemes.ts';

/**
 * Chromium tells in separate messages that a page wants to navigate and that the request is waiting. On a busy machine
 * the first may be late; only a debugger's own loads wait for all of it.
 */
const GRACE_MS = 200;

function withoutHash(url: string): string {
  const { href, hash } = new URL(url);
  return hash === '' ? href : href.slice(0, -hash.length);
}

/**
 * Who may go where: pages ask the app by will-navigate, will-frame-navigate and will-redirect; the app's own loads and
 * those of a debugger (Playwright's reload and goto) are not asked about, as in Electron.
 */
export class Navigation {
  readonly #contents: EventEmitter;
  readonly #mainFrame: WebFrameMain;
  /** Where each frame's page has asked to go since its document came: two wishes may be told before either request. */
  readonly #wishes = new WeakMap<WebFrameMain, Map<string, PromiseWithResolvers<void>>>();
  #ownLoad: string | null = null;

  constructor(contents: EventEmitter, mainFrame: WebFrameMain) {
    this.#contents = contents;
    this.#mainFrame = mainFrame;
  }

  /** The app itself is about to load this (as Chromium knows the address). */
  expect(url: string): void {
    this.#ownLoad = withoutHash(url);
  }

  /**
   * A page wants to go somewhere. Answers an address to load in place of Chromium: it drops those of the app's own
   * schemes, and of programs outside, before they become a request.
   */
  onWanted(frame: WebFrameMain, url: string, disposition: string): string | null {
    if (disposition !== 'currentTab') return null;
    if (/^(https?|file|about|data|blob|chrome-error):/i.test(url)) {
      this.#wish(frame, url).resolve();
      return null;
    }
    if (/^javascript:/i.test(url) || !this.#ask(frame, url)) return null;
    const reachable = toReachable(url);
    if (reachable === url) return null;
    this.expect(reachable);
    return reachable;
  }

  onCommitted(frame: WebFrameMain): void {
    if (frame === this.#mainFrame) this.#ownLoad = null;
    this.#wishes.delete(frame);
  }

  /** Whether a document may be requested. */
  async mayRequest(frame: WebFrameMain, url: string, isRedirect: boolean): Promise<boolean> {
    if (isRedirect) return this.#tell('will-redirect', frame, url);
    if (frame === this.#mainFrame && this.#ownLoad === withoutHash(toReachable(url))) return true;
    return (await this.#isFromPage(frame, url)) ? this.#ask(frame, url) : true;
  }

  #isFromPage(frame: WebFrameMain, url: string): Promise<boolean> {
    return Promise.race([this.#wish(frame, url).promise.then(() => true), delay(GRACE_MS, false)]);
  }

  #wish(frame: WebFrameMain, url: string): PromiseWithResolvers<void> {
    const address = withoutHash(toReachable(url));
    const ofFrame = this.#wishes.get(frame) ?? new Map<string, PromiseWithResolvers<void>>();
    const wish = ofFrame.get(address) ?? Promise.withResolvers<void>();
    this.#wishes.set(frame, ofFrame.set(address, wish));
    return wish;
  }

  #ask(frame: WebFrameMain, url: string): boolean {
    if (!this.#tell('will-frame-navigate', frame, url)) return false;
    return frame !== this.#mainFrame || this.#tell('will-navigate', frame, url);
  }

  #tell(name: string, frame: WebFrameMain, url: string): boolean {
    const isMainFrame = frame === this.#mainFrame;
    const event = createEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
    return !emitEvent(this.#contents, name, event, url, false, isMainFrame, frame.processId, frame.routingId);
  }
}

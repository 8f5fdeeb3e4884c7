import { BrowserWindow } from 'electron';
import type { ConversationId, WorkspaceId } from '#shared/ids.ts';
import type { Language } from '#shared/language.ts';
import type { Caller, Events, WindowKind } from '#shared/wire/ipc.ts';
import { eventChannelOf } from '#shared/wire/ipc.ts';
import { pageUrl } from './app-origin.ts';
import { recoverFromCrashes } from './page-crash.ts';
import { windowOptions, type WindowLook } from './window-options.ts';

/**
 * Which windows hear of what. The quick-reply window is small in every sense; what is said or done once, by one window,
 * is for the main one.
 */
const audiences: Record<keyof Events, readonly WindowKind[]> = {
  appState: ['main', 'quick_reply', 'conversation'],
  backups: ['main'],
  workspaces: ['main', 'quick_reply', 'conversation'],
  bulk: ['main', 'conversation'],
  connection: ['main', 'quick_reply', 'conversation'],
  storeChange: ['main', 'quick_reply', 'conversation'],
  directory: ['main', 'quick_reply', 'conversation'],
  library: ['main', 'conversation'],
  operations: ['main'],
  presence: ['main', 'quick_reply', 'conversation'],
  draftRestored: ['main'],
  templates: ['main', 'conversation'],
  uploads: ['main', 'conversation'],
  conversationMoved: ['main', 'conversation'],
  erased: ['main', 'quick_reply', 'conversation'],
  settings: ['main', 'quick_reply', 'conversation'],
  openConversation: ['main'],
  sound: ['main'],
  showSettings: ['main'],
  authCallback: ['main'],
  toast: ['main'],
  refused: ['main'],
};

/** A window that is locked knows how it looks and that it is locked, nothing else (S-34). */
const heardWhileLocked: ReadonlySet<keyof Events> = new Set(['appState', 'settings', 'sound']);

/** A conversation, and the workspace in which it is. */
export interface Place {
  workspaceId: WorkspaceId;
  conversationId: ConversationId;
}

interface Known {
  kind: WindowKind;
  window: BrowserWindow;
  /** Of a small window for good; of the main window, what its page has entered. */
  workspaceId: WorkspaceId | null;
}

/** The only place where windows are made: every one has the same walls and is known to the sender check. */
export class Windows {
  readonly #look: () => Omit<WindowLook, 'bounds'>;
  readonly #language: () => Language;
  /** Called with the id of a window that was closed. */
  onClosed: (windowId: number) => void = () => undefined;
  isLocked: () => boolean = () => false;
  /** The workspace that the main window is to show. */
  shown: () => WorkspaceId | null = () => null;
  #isProtected = false;
  #zoom = 1;
  readonly #known = new Map<number, Known>();

  constructor(look: () => Omit<WindowLook, 'bounds'>, language: () => Language) {
    this.#look = look;
    this.#language = language;
  }

  /** A window on the app's page; it shows itself as soon as the page has drawn. */
  open(
    kind: WindowKind,
    route: string,
    { bounds = null, workspaceId = null }: { bounds?: WindowLook['bounds']; workspaceId?: WorkspaceId | null },
  ): BrowserWindow {
    const window = new BrowserWindow(windowOptions(kind, { ...this.#look(), bounds }));
    const contents = window.webContents;
    this.#known.set(contents.id, { kind, window, workspaceId });
    const id = contents.id;
    if (this.#isProtected) window.setContentProtection(true);
    if (kind === 'quick_reply' && this.#zoom !== 1) window.setContentSize(...quickReplySize(this.#zoom));
    window.on('closed', () => {
      this.#known.delete(id);
      this.onClosed(id);
    });
    contents.on('dom-ready', () => contents.setZoomFactor(this.#zoom));
    window.once('ready-to-show', () => window.show());
    recoverFromCrashes(contents);
    this.#load(window, route);
    return window;
  }

  /** Every window says it in the present language: its page begins anew where it was. */
  showLanguage(): void {
    for (const { window } of this.#known.values()) {
      if (!window.isDestroyed()) this.#load(window, new URL(window.webContents.getURL()).hash.slice(1) || '/');
    }
  }

  #load(window: BrowserWindow, route: string): void {
    window
      .loadURL(pageUrl(route, this.#language()))
      .catch((error: unknown) => console.error('window: page did not load', error));
  }

  findCaller(webContentsId: number): Caller | undefined {
    const known = this.#known.get(webContentsId);
    return known && { windowId: webContentsId, kind: known.kind, workspaceId: known.workspaceId };
  }

  /** What the main window asks from now on is for this workspace; every other window stays in its own. */
  enter(webContentsId: number, workspaceId: WorkspaceId): { isOther: boolean } {
    const known = this.#known.get(webContentsId);
    if (known?.kind !== 'main' || known.workspaceId === workspaceId) return { isOther: false };
    known.workspaceId = workspaceId;
    return { isOther: true };
  }

  findWindow(webContentsId: number): BrowserWindow | undefined {
    return this.#known.get(webContentsId)?.window;
  }

  /** Pictures of the screen show these windows black, where the system can do that. */
  protect(isProtected: boolean): void {
    this.#isProtected = isProtected;
    for (const { window } of this.#known.values()) window.setContentProtection(isProtected);
  }

  /** 1 is 100 %. All windows alike: to Chromium they are one site. */
  zoom(factor: number): void {
    this.#zoom = factor;
    for (const { kind, window } of this.#known.values()) {
      window.webContents.setZoomFactor(factor);
      if (kind === 'quick_reply') window.setContentSize(...quickReplySize(factor));
    }
  }

  /** Sends an event to every window that may hear it, as one JSON string (ruling 61). */
  send<N extends keyof Events>(name: N, payload: Events[N]): void {
    this.#send(name, payload, () => true);
  }

  /** What a workspace says: for its own windows, and for the main one while that shows it and nothing before it. */
  sendOf<N extends keyof Events>(id: WorkspaceId, name: N, payload: Events[N]): void {
    this.#send(
      name,
      payload,
      ({ kind, workspaceId }) => workspaceId === id && (kind !== 'main' || this.shown() === id),
    );
  }

  /** Each window hears how its own workspace stands, the main one what is to be shown. */
  sendState(stateOf: (workspaceId: WorkspaceId | null) => Events['appState']): void {
    for (const known of this.#known.values()) {
      const state = stateOf(known.kind === 'main' ? this.shown() : known.workspaceId);
      this.#send('appState', state, (each) => each === known);
    }
  }

  #send<N extends keyof Events>(name: N, payload: Events[N], isFor: (known: Known) => boolean): void {
    if (this.isLocked() && !heardWhileLocked.has(name)) return;
    let text: string | undefined;
    for (const known of this.#known.values()) {
      const { kind, window } = known;
      if (!audiences[name].includes(kind) || window.isDestroyed() || !isFor(known)) continue;
      text ??= JSON.stringify(payload);
      window.webContents.send(eventChannelOf(name), text);
    }
  }
}

const quickReplySize = (factor: number): [number, number] => [Math.round(380 * factor), Math.round(160 * factor)];

const places: Record<WindowKind, string> = {
  main: 'conversation',
  quick_reply: 'quick-reply',
  conversation: 'conversation-window',
};
export const conversationRoute = (kind: WindowKind, conversationId: ConversationId): string =>
  `/${places[kind]}/${conversationId}`;

import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { screen, type BrowserWindow } from 'electron';
import type { ConversationId } from '#shared/ids.ts';
import { conversationRoute, type Windows } from './windows.ts';
import { parseWindowMemory, reachableBounds, type WindowMemory } from './window-place.ts';

export interface MainWindowOptions {
  windows: Windows;
  /** File of {@link WindowMemory}. */
  memoryFile: string;
  /** Is there work to do without a window (notifications, an outbox)? Then closing only hides it. */
  worksInBackground: () => boolean;
  /** The window was closed for the first time and Parley goes on. */
  onFirstHidden: () => void;
  /** Shown or focused, hidden or minimised: decides how often the store reports, and what notifies. */
  onVisibility: (visible: boolean) => void;
}

/** The one main window: made on demand, hidden rather than closed, put back where it was. */
export class MainWindow {
  readonly #options: MainWindowOptions;
  #memory: WindowMemory;
  #window: BrowserWindow | null = null;
  #quitting = false;

  constructor(options: MainWindowOptions) {
    this.#options = options;
    this.#memory = readMemory(options.memoryFile);
  }

  /** Opens it, or brings it to the front. */
  show(route = '/'): void {
    if (this.#window === null) this.#open(route);
    else {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
    }
  }

  /** To the front, at this conversation. A page that is still loading finds it in its route. */
  openConversation(conversationId: ConversationId, choosing?: 'template'): void {
    this.show(conversationRoute('main', conversationId));
    this.#options.windows.send('openConversation', { conversationId, ...(choosing && { choosing }) });
  }

  openSettings(): void {
    this.show();
    this.#options.windows.send('showSettings', null);
  }

  callBack({ code, state }: { code: string; state: string }): void {
    this.show();
    this.#options.windows.send('authCallback', { code, state });
  }

  isFocused(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  isVisible(): boolean {
    return this.#window?.isVisible() ?? false;
  }

  get browserWindow(): BrowserWindow | null {
    return this.#window;
  }

  /** From now on closing closes; where the window is now is remembered. */
  prepareQuit(): void {
    this.#quitting = true;
    if (this.#window !== null) this.#rememberPlace(this.#window);
  }

  #open(route: string): void {
    const { windows, onVisibility } = this.#options;
    const bounds = reachableBounds(
      this.#memory.bounds,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    );
    const window = windows.open('main', route, { bounds });
    this.#window = window;
    if (this.#memory.maximized) window.once('ready-to-show', () => window.maximize());
    for (const name of ['show', 'restore', 'focus'] as const) window.on(name as 'show', () => onVisibility(true));
    for (const name of ['hide', 'minimize'] as const) window.on(name as 'hide', () => onVisibility(false));
    window.on('close', (event) => this.#onClose(event, window));
    window.on('closed', () => {
      this.#window = null;
      onVisibility(false);
    });
  }

  #onClose(event: { preventDefault: () => void }, window: BrowserWindow): void {
    this.#rememberPlace(window);
    if (this.#quitting || !this.#options.worksInBackground()) return;
    event.preventDefault();
    window.hide();
    if (this.#memory.hintShown) return;
    this.#remember({ ...this.#memory, hintShown: true });
    this.#options.onFirstHidden();
  }

  #rememberPlace(window: BrowserWindow): void {
    this.#remember({ ...this.#memory, bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  }

  #remember(memory: WindowMemory): void {
    this.#memory = memory;
    // A place on the screen: if it can't be written, the next start centres the window.
    void writeFile(this.#options.memoryFile, JSON.stringify(memory)).catch(() => undefined);
  }
}

function readMemory(file: string): WindowMemory {
  try {
    return parseWindowMemory(readFileSync(file, 'utf8'));
  } catch {
    return parseWindowMemory('');
  }
}

import type { BrowserWindow } from 'electron';
import { AppError } from '#shared/error.ts';
import type { ConversationId } from '#shared/ids.ts';
import { conversationRoute, type Windows } from './windows.ts';

/** Each is a process of its own: a desk full of them would be slow. */
const most = 12;

/** Conversations in windows of their own, one window each; they share the workspace with the main window. */
export class ConversationWindows {
  readonly #windows: Windows;
  readonly #open = new Map<ConversationId, BrowserWindow>();
  /** Called when one was shown or has gone. */
  onChange: () => void = () => undefined;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  show(conversationId: ConversationId): void {
    if (this.bringToFront(conversationId)) return;
    if (this.#open.size >= most) {
      throw new AppError('conflict', `${most} conversations have windows of their own. Close one of them first.`);
    }
    const window = this.#windows.open('conversation', conversationRoute('conversation', conversationId));
    this.#open.set(conversationId, window);
    window.on('closed', () => {
      for (const [id, open] of this.#open) if (open === window) this.#open.delete(id);
      this.onChange();
    });
    this.onChange();
  }

  /** False when it has no window of its own. */
  bringToFront(conversationId: ConversationId): boolean {
    const window = this.#open.get(conversationId);
    if (window === undefined) return false;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return true;
  }

  /** A conversation turned out to be another one: its window goes on with that. */
  moved(from: ConversationId, to: ConversationId): void {
    const window = this.#open.get(from);
    if (window === undefined || this.#open.has(to)) return;
    this.#open.delete(from);
    this.#open.set(to, window);
  }

  isAnyFocused(): boolean {
    return [...this.#open.values()].some((window) => window.isFocused());
  }

  isAnyVisible(): boolean {
    return [...this.#open.values()].some((window) => window.isVisible());
  }

  /** While Parley is locked there is only the main window; afterwards they are where they were. */
  hideAll(): void {
    for (const window of this.#open.values()) window.hide();
  }

  showAll(): void {
    for (const window of this.#open.values()) window.showInactive();
  }

  closeAll(): void {
    for (const window of [...this.#open.values()]) window.close();
  }
}

import type { BrowserWindow } from 'electron';
import type { ConversationId } from '#shared/ids.ts';
import { conversationRoute, type Windows } from './windows.ts';

/** The small window for one answer, where the system's notifications have no reply field. One at a time. */
export class QuickReplyWindow {
  readonly #windows: Windows;
  #open: { window: BrowserWindow; conversationId: ConversationId } | null = null;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  /** Shows it for this conversation; the one for another conversation closes, its text is a saved draft. */
  show(conversationId: ConversationId): void {
    if (this.#open?.conversationId === conversationId) {
      this.#open.window.show();
      this.#open.window.focus();
      return;
    }
    this.#open?.window.close();
    const window = this.#windows.open('quick_reply', conversationRoute('quick_reply', conversationId));
    this.#open = { window, conversationId };
    window.on('closed', () => {
      if (this.#open?.window === window) this.#open = null;
    });
  }

  close(): void {
    this.#open?.window.close();
  }
}

import type { BrowserWindow } from 'electron';
import type { WorkspaceId } from '#shared/ids.ts';
import { conversationRoute, type Place, type Windows } from './windows.ts';

/** The small window for one answer, where the system's notifications have no reply field. One at a time. */
export class QuickReplyWindow {
  readonly #windows: Windows;
  #open: (Place & { window: BrowserWindow }) | null = null;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  /** Shows it for this conversation; the one for another conversation closes, its text is a saved draft. */
  show({ workspaceId, conversationId }: Place): void {
    if (this.#open?.conversationId === conversationId) {
      this.#open.window.show();
      this.#open.window.focus();
      return;
    }
    this.#open?.window.close();
    const route = conversationRoute('quick_reply', conversationId);
    const window = this.#windows.open('quick_reply', route, { workspaceId });
    this.#open = { window, workspaceId, conversationId };
    window.on('closed', () => {
      if (this.#open?.window === window) this.#open = null;
    });
  }

  close(): void {
    this.#open?.window.close();
  }

  closeOf(workspaceId: WorkspaceId): void {
    if (this.#open?.workspaceId === workspaceId) this.close();
  }
}

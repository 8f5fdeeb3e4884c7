import type { BrowserWindow } from 'electron';
import { AppError } from '#shared/error.ts';
import type { WorkspaceId } from '#shared/ids.ts';
import { conversationRoute, type Place, type Windows } from './windows.ts';

/** Each is a process of its own: a desk full of them would be slow. */
const most = 12;

/** Conversations in windows of their own, one window each; each stays in its workspace, whichever is shown. */
export class ConversationWindows {
  readonly #windows: Windows;
  readonly #open = new Map<Place['conversationId'], { window: BrowserWindow; workspaceId: WorkspaceId }>();
  /** Called when one was shown or has gone. */
  onChange: () => void = () => undefined;

  constructor(windows: Windows) {
    this.#windows = windows;
  }

  show({ workspaceId, conversationId }: Place): void {
    if (this.bringToFront(conversationId)) return;
    if (this.#open.size >= most) {
      throw new AppError('conflict', `${most} conversations have windows of their own. Close one of them first.`);
    }
    const route = conversationRoute('conversation', conversationId);
    const window = this.#windows.open('conversation', route, { workspaceId });
    this.#open.set(conversationId, { window, workspaceId });
    window.on('closed', () => {
      for (const [id, open] of this.#open) if (open.window === window) this.#open.delete(id);
      this.onChange();
    });
    this.onChange();
  }

  /** False when it has no window of its own. */
  bringToFront(conversationId: Place['conversationId']): boolean {
    const window = this.#open.get(conversationId)?.window;
    if (window === undefined) return false;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    return true;
  }

  /** A conversation turned out to be another one: its window goes on with that. */
  moved(from: Place['conversationId'], to: Place['conversationId']): void {
    const open = this.#open.get(from);
    if (open === undefined || this.#open.has(to)) return;
    this.#open.delete(from);
    this.#open.set(to, open);
  }

  isAnyFocused(workspaceId: WorkspaceId): boolean {
    return this.#of(workspaceId).some((window) => window.isFocused());
  }

  isAnyVisible(workspaceId: WorkspaceId): boolean {
    return this.#of(workspaceId).some((window) => window.isVisible());
  }

  /** While Parley is locked there is only the main window; afterwards they are where they were. */
  hideAll(): void {
    for (const { window } of this.#open.values()) window.hide();
  }

  showAll(): void {
    for (const { window } of this.#open.values()) window.showInactive();
  }

  closeOf(workspaceId: WorkspaceId): void {
    for (const window of this.#of(workspaceId)) window.close();
  }

  #of(workspaceId: WorkspaceId): BrowserWindow[] {
    return [...this.#open.values()].flatMap((open) => (open.workspaceId === workspaceId ? [open.window] : []));
  }
}

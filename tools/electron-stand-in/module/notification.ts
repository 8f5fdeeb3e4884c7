import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { emitEvent } from './events.ts';

interface Options {
  id?: string;
  groupId?: string;
  groupTitle?: string;
  title?: string;
  subtitle?: string;
  body?: string;
  silent?: boolean;
  icon?: unknown;
  hasReply?: boolean;
  timeoutType?: 'default' | 'never';
  replyPlaceholder?: string;
  sound?: string;
  urgency?: 'normal' | 'critical' | 'low';
  actions?: { type: 'button'; text?: string }[];
  closeButtonText?: string;
  toastXml?: string;
}

const shown = new Map<string, Notification>();

/** A notification nobody sees: it says it was shown, and waits for `emit` or for being closed. */
export class Notification extends EventEmitter {
  static isSupported(): boolean {
    return true;
  }
  static async getHistory(): Promise<Notification[]> {
    return [...shown.values()];
  }
  static handleActivation(): void {
    // Windows only: activations of a notification whose app had ended.
  }
  static remove(id: string | string[]): void {
    for (const one of [id].flat()) shown.get(one)?.close();
  }
  static removeAll(): void {
    for (const notification of shown.values()) notification.close();
  }
  static removeGroup(groupId: string): void {
    for (const notification of shown.values()) if (notification.groupId === groupId) notification.close();
  }

  readonly id: string;
  readonly groupId: string;
  readonly groupTitle: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  icon: unknown;
  hasReply: boolean;
  timeoutType: 'default' | 'never';
  replyPlaceholder: string;
  sound: string;
  urgency: 'normal' | 'critical' | 'low';
  actions: { type: 'button'; text?: string }[];
  closeButtonText: string;
  toastXml: string;

  constructor(options: Options = {}) {
    super();
    this.id = options.id ?? randomUUID();
    this.groupId = options.groupId ?? '';
    this.groupTitle = options.groupTitle ?? '';
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.icon = options.icon;
    this.hasReply = options.hasReply ?? false;
    this.timeoutType = options.timeoutType ?? 'default';
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.sound = options.sound ?? '';
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
    this.closeButtonText = options.closeButtonText ?? '';
    this.toastXml = options.toastXml ?? '';
  }

  show(): void {
    shown.set(this.id, this);
    queueMicrotask(() => emitEvent(this, 'show'));
  }
  close(): void {
    if (shown.delete(this.id)) queueMicrotask(() => emitEvent(this, 'close', { reason: 'applicationHidden' }));
  }
}

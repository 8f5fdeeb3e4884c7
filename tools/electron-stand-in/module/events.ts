import type { EventEmitter } from 'node:events';

/** The first argument of Electron's listeners. */
export class ElectronEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export function createEvent<T extends object>(fields: T): ElectronEvent & T {
  // defineProperties rather than assign, so that getters (senderFrame) stay getters.
  return Object.defineProperties(new ElectronEvent(), Object.getOwnPropertyDescriptors(fields)) as ElectronEvent & T;
}

/**
 * Emits as Electron's native side does: the listeners' exceptions become uncaught exceptions of the process and don't
 * disturb whoever emitted. Answers whether a listener called preventDefault().
 */
export function emitEvent(emitter: EventEmitter, name: string, fields: object = {}, ...args: unknown[]): boolean {
  const event = fields instanceof ElectronEvent ? fields : createEvent(fields);
  emitPlain(emitter, name, event, ...args);
  return event.defaultPrevented;
}

/** As emitEvent, for the few events whose listeners get no event object. */
export function emitPlain(emitter: EventEmitter, name: string, ...args: unknown[]): void {
  try {
    emitter.emit(name, ...args);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

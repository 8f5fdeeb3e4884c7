// Loaded before the module of a utility process: gives it process.parentPort.
import { EventEmitter } from 'node:events';

class ParentPort extends EventEmitter {
  #early: unknown[] = [];

  constructor() {
    super();
    // Messages wait for the first listener, as they do in Electron.
    this.on('newListener', (name: string) => {
      if (name !== 'message' || this.listenerCount('message') > 0) return;
      const early = this.#early;
      this.#early = [];
      queueMicrotask(() => {
        for (const data of early) this.emit('message', { data, ports: [] });
      });
    });
  }
  receive(data: unknown): void {
    if (this.listenerCount('message') > 0) this.emit('message', { data, ports: [] });
    else this.#early.push(data);
  }
  postMessage(message: unknown): void {
    // The other end may have been killed, of which the event below tells.
    if (process.connected) process.send?.(message as object, undefined, undefined, () => {});
  }
}

const parentPort = new ParentPort();
process.on('message', (data) => parentPort.receive(data));
// The channel closes with the parent, also when that is killed.
process.on('disconnect', () => process.exit(0));
Object.defineProperties(process, {
  type: { value: 'utility', enumerable: true },
  parentPort: { value: parentPort, enumerable: true },
});

/** Typed events. A listener that throws is reported and does not keep the others from hearing. */
export class Emitter<Events> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  on<N extends keyof Events>(name: N, listener: (payload: Events[N]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit<N extends keyof Events>(name: N, payload: Events[N]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      try {
        // Registered under this very name.
        listener(payload as never);
      } catch (error) {
        console.error(`a listener of ${String(name)} failed`, error);
      }
    }
  }
}

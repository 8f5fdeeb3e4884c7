// What Electron adds to `process` in a utility process. The backend doesn't know Electron; it knows this much of it.
interface ParentPort {
  once(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

declare namespace NodeJS {
  interface Process {
    readonly parentPort?: ParentPort;
  }
}

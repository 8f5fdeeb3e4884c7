import { app } from './app.ts';
import { addPrivilegedScheme, addScheme, type Privileges } from './schemes.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** protocol, one for each session. */
export class Protocol {
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(customSchemes: { scheme: string; privileges?: Privileges }[]): void {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of customSchemes) addPrivilegedScheme(scheme, privileges ?? {});
  }
  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    addScheme(scheme);
    this.#handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    if (!this.#handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.#handlers.has(scheme);
  }
  handlerOf(scheme: string): Handler | undefined {
    return this.#handlers.get(scheme);
  }
}

import { launch } from '../cli/launch.ts';
import { app } from './app.ts';
import { stubMethods } from './not-implemented.ts';
import { addPrivilegedScheme, addScheme, type Privileges } from './schemes.ts';

type Handler = (request: Request) => Response | Promise<Response>;

/** protocol, one for each session. */
export class Protocol {
  readonly #handlers = new Map<string, Handler>();

  registerSchemesAsPrivileged(customSchemes: { scheme: string; privileges?: Privileges }[]): void {
    // A main script that is still being loaded was late only because Chromium was early.
    if (app.isReady() && launch.isEntryLoaded)
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
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

// Electron's older interface, which it has replaced by handle().
stubMethods(
  Protocol.prototype,
  'protocol',
  `getSource interceptBufferProtocol interceptFileProtocol interceptHttpProtocol interceptStreamProtocol
   interceptStringProtocol isProtocolIntercepted isProtocolRegistered registerBufferProtocol registerFileProtocol
   registerHttpProtocol registerSource registerStreamProtocol registerStringProtocol uninterceptProtocol
   unregisterProtocol`,
);

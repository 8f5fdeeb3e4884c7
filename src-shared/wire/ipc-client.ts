import { AppError, type ErrorShape } from '../error.ts';
import { calls, channelOf, eventChannelOf, type Api, type Events } from './ipc.ts';

/** What the preload puts on `window.parley`: channels that start with `parley:` and nothing else (ruling 61). */
export interface Bridge {
  invoke: (channel: string, input: unknown) => Promise<unknown>;
  on: (channel: string, listener: (payload: unknown) => void) => () => void;
}

/** Electron flattens thrown errors to text, so every answer is this envelope. */
export type Envelope = { ok: true; value: unknown } | { ok: false; error: ErrorShape };

/** The typed api over a bridge: `api.messages.send(draft)`. Rejects with AppError. */
export function createApi(bridge: Bridge): Api {
  const features = Object.entries(calls).map(([feature, methods]) => [
    feature,
    Object.fromEntries(
      Object.entries(methods).map(([method, { crossesAsJson }]) => [
        method,
        async (input: unknown) => {
          // Main checked and made this value; it is trusted here.
          const envelope = (await bridge.invoke(channelOf(feature, method), input)) as Envelope;
          if (!envelope.ok) {
            const { code, message, details } = envelope.error;
            throw new AppError(code, message, details === undefined ? {} : { details });
          }
          return crossesAsJson ? JSON.parse(envelope.value as string) : envelope.value;
        },
      ]),
    ),
  ]);
  const on = <N extends keyof Events>(name: N, listener: (payload: Events[N]) => void) =>
    bridge.on(eventChannelOf(name), (payload) => listener(JSON.parse(payload as string) as Events[N]));
  // Built in a loop over the contract, so the compiler can't see that every member is there.
  return { ...Object.fromEntries(features), on } as Api;
}

import { desktopFeatures } from '#shared/wire/ipc.ts';
import { createApi, type Bridge } from '#shared/wire/ipc-client.ts';

declare global {
  interface Window {
    /** Put there by the preload. */
    parley: Bridge;
  }
}

/** Goes up with each workspace that is left. */
let turn = 0;
const isOfDesktop = (channel: string): boolean => desktopFeatures.has(/^parley:([^.]*)/.exec(channel)?.[1] ?? '');

/** What was asked for a workspace that was left meanwhile is answered to nobody: who asked is not there any more. */
function invoke(channel: string, input: unknown): Promise<unknown> {
  const asked = window.parley.invoke(channel, input);
  if (isOfDesktop(channel)) return asked;
  const mine = turn;
  return new Promise((resolve, reject) => {
    asked.then(
      (answer) => mine === turn && resolve(answer),
      (error: unknown) => mine === turn && reject(error),
    );
  });
}

export function dropAnswers(): void {
  turn += 1;
}

export const api = createApi({ invoke, on: (channel, listener) => window.parley.on(channel, listener) });

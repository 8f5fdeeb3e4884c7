import { vi } from 'vitest';
import { AppError } from '#shared/error.ts';
import type { Envelope } from '#shared/wire/ipc-client.ts';

type Answer = (input: never) => unknown;

/**
 * Stands in for the preload: answers calls by name (`messages.send`) and remembers them. Must be installed before a
 * module that imports `api.ts` is loaded. Answers that cross as JSON are given as text, as main gives them.
 */
export function installBridge(answers: Record<string, Answer>) {
  const calls: { name: string; input: unknown }[] = [];
  const invoke = async (channel: string, input: unknown): Promise<Envelope> => {
    const name = channel.replace('parley:', '');
    calls.push({ name, input });
    try {
      const answer = answers[name];
      if (answer === undefined) throw new AppError('not_found', `the test answers no ${name}`);
      return { ok: true, value: await answer(input as never) };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { code, message, details } = error;
      return { ok: false, error: { code, message, ...(details && { details }) } };
    }
  };
  vi.stubGlobal('window', { parley: { invoke, on: () => () => undefined } });
  return { answers, inputsOf: (name: string) => calls.filter((call) => call.name === name).map((call) => call.input) };
}

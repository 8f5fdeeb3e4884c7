import { AppError, toErrorShape } from '#shared/error.ts';
import type { Bridge, Envelope } from '#shared/wire/ipc-client.ts';
import { calls, channelOf } from '#shared/wire/ipc.ts';
import type { Workspace } from '../../src-main/workspace/workspace-api.ts';

/** What the preload is to the renderer, in one process: `createApi(toBridge(workspace))` has the renderer's calls. */
export function toBridge(workspace: Workspace): Bridge {
  return {
    invoke: (channel, input) => invokeCall(workspace, channel, input),
    on: () => {
      throw new Error('listen to the workspace itself');
    },
  };
}

/** One call of the contract, checked as main checks it. Never rejects. */
export async function invokeCall(workspace: Workspace, channel: string, input: unknown): Promise<Envelope> {
  try {
    return { ok: true, value: await call(workspace, channel, input) };
  } catch (error) {
    if (!(error instanceof AppError)) console.error('unexpected error in the workspace', error);
    return { ok: false, error: toErrorShape(error) };
  }
}

function call(workspace: Workspace, channel: string, input: unknown): Promise<unknown> {
  for (const [feature, methods] of Object.entries(calls)) {
    for (const [method, contract] of Object.entries(methods)) {
      if (channelOf(feature, method) !== channel) continue;
      const parsed = contract.input.safeParse(input);
      if (!parsed.success) throw new AppError('invalid_input', parsed.error.issues[0]?.message ?? 'invalid');
      // The names come from the contract that Workspace is derived from; a feature it lacks is caught below.
      const handlers = workspace as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
      const handler = handlers[feature]?.[method];
      if (handler !== undefined) return handler(parsed.data);
    }
  }
  throw new AppError('not_found', `a workspace has no ${channel}`);
}

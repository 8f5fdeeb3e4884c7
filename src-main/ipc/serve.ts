import type { z } from 'zod';
import { AppError, toErrorShape } from '#shared/error.ts';
import {
  answeredWhileLocked,
  calls,
  channelOf,
  type Caller,
  type Handlers,
  type WindowKind,
} from '#shared/wire/ipc.ts';
import type { Envelope } from '#shared/wire/ipc-client.ts';
import { appOrigin } from '../shell/app-origin.ts';
import { checkInputSize } from './input-size.ts';
import type { RateLimit } from './rate-limit.ts';

/** What of Electron's invoke event the check needs. */
export interface InvokeEvent {
  readonly sender: { readonly id: number; readonly mainFrame: Frame };
  /** null when the frame navigated or was closed while the call was on its way. */
  readonly senderFrame: Frame | null;
}
interface Frame {
  readonly origin: string;
  readonly frameTreeNodeId: number;
  readonly detached: boolean;
}

/** The part of Electron's ipcMain that is used. */
export interface IpcHost {
  handle: (channel: string, listener: (event: InvokeEvent, input: unknown) => Promise<Envelope>) => void;
}

interface Contract {
  input: z.ZodType;
  windows: readonly WindowKind[];
}
type Handler = (input: unknown, caller: Caller) => Promise<unknown>;

export interface ServeOptions {
  host: IpcHost;
  handlers: Handlers;
  /** The window that a webContents id was registered for; undefined for anything else that can send. */
  findCaller: (webContentsId: number) => Caller | undefined;
  rateLimit: RateLimit;
  isLocked: () => boolean;
  /** Called for bugs only; expected failures travel to the page. */
  logBug: (channel: string, thrown: unknown) => void;
}

/** Answers every call of the contract: sender (S-17), rate, size, shape, handler, envelope. */
export function serve(options: ServeOptions): void {
  for (const [feature, methods] of Object.entries(calls)) {
    for (const [method, contract] of Object.entries(methods)) {
      const channel = channelOf(feature, method);
      // `Handlers` is keyed like `calls`, which the compiler checked; a loop over names can't carry that.
      const handler = Reflect.get(Reflect.get(options.handlers, feature), method) as Handler;
      options.host.handle(channel, (event, input) => answer(options, channel, contract, handler, event, input));
    }
  }
}

async function answer(
  { findCaller, rateLimit, isLocked, logBug }: ServeOptions,
  channel: string,
  contract: Contract,
  handler: Handler,
  event: InvokeEvent,
  input: unknown,
): Promise<Envelope> {
  try {
    const caller = checkSender(event, contract, findCaller);
    if (!rateLimit(caller.windowId)) {
      throw new AppError('rate_limited', 'Too many requests at once. Wait a second and try again.');
    }
    if (isLocked() && !answeredWhileLocked.has(channel)) {
      throw new AppError('forbidden', 'Parley is locked. Unlock it to go on.');
    }
    checkInputSize(input);
    const parsed = contract.input.safeParse(input);
    if (!parsed.success) throw invalidInput(channel, parsed.error);
    return { ok: true, value: await handler(parsed.data, caller) };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) logBug(channel, thrown);
    return { ok: false, error: toErrorShape(thrown) };
  }
}

function checkSender(event: InvokeEvent, contract: Contract, findCaller: ServeOptions['findCaller']): Caller {
  const frame = event.senderFrame;
  const caller = findCaller(event.sender.id);
  const trusted =
    frame !== null &&
    !frame.detached &&
    frame.frameTreeNodeId === event.sender.mainFrame.frameTreeNodeId &&
    frame.origin === appOrigin &&
    caller !== undefined &&
    contract.windows.includes(caller.kind);
  if (!trusted) throw new AppError('forbidden', 'This window may not ask for that.');
  return caller;
}

/** Says which field is wrong and how, never what was in it. */
function invalidInput(channel: string, error: z.ZodError): AppError {
  const issues = error.issues.slice(0, 10).map(({ path, message }) => ({ field: path.join('.'), message }));
  const first = issues[0];
  const what = first === undefined ? '' : `: ${first.field === '' ? 'the input' : first.field} ${first.message}`;
  return new AppError('invalid_input', `That can't be done as asked${what}`, { details: { channel, issues } });
}

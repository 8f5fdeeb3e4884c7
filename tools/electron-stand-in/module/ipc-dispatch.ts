import { createCodec } from '../page/codec.ts';
import type { ToMain } from '../page/isolated-world.ts';
import { createEvent, emitEvent } from './events.ts';
import type { WebFrameMain } from './frames.ts';
import { type IpcMain, ipcMain } from './ipc-main.ts';
import type { PageContents } from './page-contents.ts';

const codec = createCodec();

/** A message that came from a page, and how to answer it. */
export interface Incoming {
  message: ToMain;
  contents: PageContents;
  frame: WebFrameMain;
  /** False once the document that sent it has gone. */
  isAlive(): boolean;
  reply(id: number, ok: boolean, body: string): void;
  /** Requests of the stand-in's own page scripts. */
  host(request: unknown): Promise<unknown>;
  preloadError(message: string): void;
}

export function dispatch(incoming: Incoming): void {
  const { message } = incoming;
  if (message.op === 'preload-error') incoming.preloadError(message.message);
  else if (message.op === 'send') deliver(incoming, message.channel, decodeArguments(message.body));
  else if (message.op === 'invoke') void invoke(incoming, message.id, message.channel, message.body);
  else void answerHost(incoming, message.id, message.body);
}

export function encodeArguments(args: unknown[]): string {
  return codec.encode(args);
}

function decodeArguments(body: string): unknown[] {
  // Written by the page's own codec from an argument list.
  return codec.decode(body) as unknown[];
}

/** Frame first, then page, then everybody, as Electron looks for handlers. */
function emitters({ frame, contents }: Incoming): IpcMain[] {
  return [frame.ipc, contents.ipc, ipcMain];
}

function eventFor(incoming: Incoming) {
  const { contents, frame } = incoming;
  return createEvent({
    type: 'frame',
    sender: contents,
    processId: frame.processId,
    frameId: frame.routingId,
    ports: [],
    returnValue: undefined,
    reply: (channel: string, ...args: unknown[]) => frame.send(channel, ...args),
    /** Null once the frame has gone or shows another document. */
    get senderFrame(): WebFrameMain | null {
      return incoming.isAlive() ? frame : null;
    },
  });
}

function deliver(incoming: Incoming, channel: string, args: unknown[]): void {
  const event = eventFor(incoming);
  for (const emitter of emitters(incoming)) emitEvent(emitter, channel, event, ...args);
}

async function invoke(incoming: Incoming, id: number, channel: string, body: string): Promise<void> {
  try {
    const handler = emitters(incoming)
      .map((emitter) => emitter.handlerOf(channel))
      .find((found) => found !== undefined);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    const value = await handler(eventFor(incoming), ...decodeArguments(body));
    incoming.reply(id, true, codec.encode(value));
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    incoming.reply(id, false, String(error));
  }
}

async function answerHost(incoming: Incoming, id: number, body: string): Promise<void> {
  try {
    incoming.reply(id, true, codec.encode(await incoming.host(codec.decode(body))));
  } catch (error) {
    incoming.reply(id, false, String(error));
  }
}

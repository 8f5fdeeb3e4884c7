import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { calls, channelOf, type Caller, type Handlers } from '#shared/wire/ipc.ts';
import type { Envelope } from '#shared/wire/ipc-client.ts';
import { createRateLimit } from './rate-limit.ts';
import { serve, type InvokeEvent } from './serve.ts';

type Listener = (event: InvokeEvent, input: unknown) => Promise<Envelope>;

const mainFrame = { origin: 'parley://app', frameTreeNodeId: 1, detached: false };
const fromMain: InvokeEvent = { sender: { id: 7, mainFrame }, senderFrame: mainFrame };
const fromQuickReply: InvokeEvent = { sender: { id: 8, mainFrame }, senderFrame: mainFrame };
const windows = new Map<number, Caller>([
  [7, { windowId: 7, kind: 'main', workspaceId: null }],
  [8, { windowId: 8, kind: 'quick_reply', workspaceId: null }],
]);

const locked = { now: false };

function setUp(handle: (channel: string, input: unknown) => unknown = () => 'done') {
  const listeners = new Map<string, Listener>();
  const effects: string[] = [];
  const bugs: string[] = [];
  const handlers = Object.fromEntries(
    Object.entries(calls).map(([feature, methods]) => [
      feature,
      Object.fromEntries(
        Object.keys(methods).map((method) => [
          method,
          async (input: unknown) => {
            effects.push(channelOf(feature, method));
            return handle(channelOf(feature, method), input);
          },
        ]),
      ),
    ]),
    // Built over the contract's own keys.
  ) as unknown as Handlers;
  serve({
    host: { handle: (channel, listener) => listeners.set(channel, listener) },
    handlers,
    findCaller: (id) => windows.get(id),
    rateLimit: createRateLimit({ burst: 3, perSecond: 1, now: () => 0 }),
    isLocked: () => locked.now,
    logBug: (channel) => bugs.push(channel),
  });
  const invoke = async (channel: string, input: unknown, event = fromMain): Promise<Envelope> => {
    const listener = listeners.get(channel);
    if (listener === undefined) throw new Error(`nobody listens on ${channel}`);
    return listener(event, input);
  };
  return { invoke, listeners, effects, bugs };
}

const codeOf = (envelope: Envelope): string => (envelope.ok ? 'ok' : envelope.error.code);
const conversationId = '01930000-0000-7000-8000-000000000001';

it('S-17 S-20 answers exactly the channels of the contract', () => {
  const { listeners } = setUp();
  const expected = Object.entries(calls).flatMap(([feature, methods]) =>
    Object.keys(methods).map((method) => channelOf(feature, method)),
  );
  expect([...listeners.keys()].toSorted()).toEqual(expected.toSorted());
});

it('S-17 hands a call of the main frame to its handler and its answer back', async () => {
  const { invoke } = setUp((_channel, input) => input);
  expect(await invoke('parley:windows.openConversation', { conversationId })).toEqual({
    ok: true,
    value: { conversationId },
  });
});

it.each<[string, InvokeEvent]>([
  ['a frame that is gone', { ...fromMain, senderFrame: null }],
  ['a detached frame', { ...fromMain, senderFrame: { ...mainFrame, detached: true } }],
  ['a child frame', { ...fromMain, senderFrame: { ...mainFrame, frameTreeNodeId: 2 } }],
  ['another origin', { ...fromMain, senderFrame: { ...mainFrame, origin: 'https://app' } }],
  ['an origin that only begins like ours', { ...fromMain, senderFrame: { ...mainFrame, origin: 'parley://app.evil' } }],
  ['an opaque origin', { ...fromMain, senderFrame: { ...mainFrame, origin: 'null' } }],
  ['a window nobody registered', { ...fromMain, sender: { ...fromMain.sender, id: 99 } }],
])('S-17 refuses %s before anything is looked at', async (_what, event) => {
  const { invoke, effects } = setUp();
  expect(codeOf(await invoke('parley:session.leave', undefined, event))).toBe('forbidden');
  expect(effects).toEqual([]);
});

it('S-17 refuses the quick-reply window what only the main window may do', async () => {
  const { invoke, effects } = setUp();
  expect(codeOf(await invoke('parley:session.leave', undefined, fromQuickReply))).toBe('forbidden');
  expect(codeOf(await invoke('parley:app.state', undefined, fromQuickReply))).toBe('ok');
  expect(effects).toEqual(['parley:app.state']);
});

it('names the field that is wrong without repeating what was in it', async () => {
  const { invoke, effects } = setUp();
  const envelope = await invoke('parley:windows.openConversation', { conversationId: 'hunter2' });
  expect(codeOf(envelope)).toBe('invalid_input');
  expect(JSON.stringify(envelope)).toContain('conversationId');
  expect(JSON.stringify(envelope)).not.toContain('hunter2');
  expect(effects).toEqual([]);
});

it('answers a 1 MB message text and a cyclic input with a named error', async () => {
  const { invoke, effects } = setUp();
  const send = { conversationId, content: { type: 'text', text: 'x'.repeat(1_000_000) }, replyTo: null, basedOn: null };
  expect(codeOf(await invoke('parley:messages.send', send))).toBe('payload_too_large');
  const cyclic: Record<string, unknown> = { conversationId };
  cyclic['self'] = cyclic;
  cyclic['many'] = [cyclic, cyclic];
  expect(codeOf(await invoke('parley:windows.openConversation', cyclic))).toBe('payload_too_large');
  expect(effects).toEqual([]);
});

it('slows a window that asks too often', async () => {
  const { invoke } = setUp();
  const codes = [];
  for (let i = 0; i < 4; i++) codes.push(codeOf(await invoke('parley:app.state', undefined)));
  expect(codes).toEqual(['ok', 'ok', 'ok', 'rate_limited']);
});

it('carries an expected failure with its code and details, and logs nothing', async () => {
  const { invoke, bugs } = setUp(() => {
    throw new AppError('stale_reply', 'Ana answered first', { details: { by: 'Ana' } });
  });
  expect(await invoke('parley:app.state', undefined)).toEqual({
    ok: false,
    error: { code: 'stale_reply', message: 'Ana answered first', details: { by: 'Ana' } },
  });
  expect(bugs).toEqual([]);
});

it('logs a bug and keeps its text to itself', async () => {
  const { invoke, bugs } = setUp(() => {
    throw new TypeError('secret internals');
  });
  const envelope = await invoke('parley:app.state', undefined);
  expect(codeOf(envelope)).toBe('internal');
  expect(JSON.stringify(envelope)).not.toContain('secret');
  expect(bugs).toEqual(['parley:app.state']);
});

it('S-34 answers nothing while locked but how it looks, what puts a draft away, and the way out', async () => {
  locked.now = true;
  const answered: string[] = [];
  for (const [feature, methods] of Object.entries(calls)) {
    for (const method of Object.keys(methods)) {
      const { invoke, effects } = setUp();
      const channel = channelOf(feature, method);
      const answer = await invoke(channel, undefined);
      const isRefused = !answer.ok && answer.error.message.includes('locked');
      if (!isRefused) answered.push(`${feature}.${method}`);
      else expect(effects).toEqual([]);
    }
  }
  locked.now = false;
  expect(answered.toSorted()).toEqual([
    'app.state',
    'drafts.save',
    'lock.forget',
    'lock.unlock',
    'settings.get',
    'templates.saveDraft',
    'windows.closeSelf',
  ]);
});

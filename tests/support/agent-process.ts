import { AppError, toErrorShape } from '#shared/error.ts';
import { ConversationId } from '#shared/ids.ts';
import type { Envelope } from '#shared/wire/ipc-client.ts';
import type { Workspace, WorkspaceEvents } from '../../src-main/workspace/workspace-api.ts';
import type { AgentMessage, AgentRequest, Place } from './agent-protocol.ts';
import { openPlace } from './open-place.ts';
import { invokeCall } from './workspace-bridge.ts';

// An agent's desktop without a window: the part of main that holds data, in a process of its own, with its real store
// worker. What the renderer would call comes over the IPC channel.

const eventNames = ['storeChange', 'connection', 'directory', 'inbound', 'notice', 'signedOut'] as const;

let workspace: Workspace | null = null;

const tell = (message: AgentMessage): void => void process.send?.(message);

async function open(place: Place): Promise<'ready' | 'sign_in'> {
  const opened = await openPlace(place);
  workspace = opened;
  for (const name of eventNames) forward(opened, name);
  return opened.resumeSession();
}

function forward<N extends keyof WorkspaceEvents>(from: Workspace, name: N): void {
  from.on(name, (payload) => tell({ kind: 'event', name, payload: JSON.stringify(payload) }));
}

function opened(): Workspace {
  if (workspace === null) throw new AppError('conflict', 'the workspace is not open yet');
  return workspace;
}

async function act(request: Exclude<AgentRequest, { act: 'invoke' }>): Promise<unknown> {
  switch (request.act) {
    case 'open':
      return open(request.place);
    case 'signIn':
      return opened().signIn({ email: request.email, password: request.password });
    case 'signOut':
      return opened().signOut();
    case 'markSeen':
      return opened().markSeen(ConversationId.parse(request.conversationId));
    case 'setVisible':
      return opened().setVisible(request.visible);
    case 'unreadConversations':
      return opened().unreadConversations();
    case 'attach':
      return opened().uploads.take(ConversationId.parse(request.conversationId), [request.path]);
    case 'close':
      return opened().close();
  }
}

async function answer(request: AgentRequest): Promise<Envelope> {
  try {
    if (request.act === 'invoke') return await invokeCall(opened(), request.channel, request.input);
    return { ok: true, value: await act(request) };
  } catch (error) {
    if (!(error instanceof AppError)) console.error('unexpected error in the workspace', error);
    return { ok: false, error: toErrorShape(error) };
  }
}

process.on('message', (message) => {
  // Only our own parent writes here.
  const request = message as AgentRequest;
  void answer(request).then((envelope) => tell({ kind: 'answer', id: request.id, envelope }));
});
process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => {
  void (workspace?.close() ?? Promise.resolve()).then(() => process.exit(0));
});

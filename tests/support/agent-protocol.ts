import type { Envelope } from '#shared/wire/ipc-client.ts';
import type { WorkspaceEvents } from '../../src-main/workspace/workspace-api.ts';

// What a test and an agent's process say to each other over the IPC channel of `fork`.

/** Where a desktop lives; everything that outlives its process. */
export interface Place {
  dir: string;
  /** 32 bytes as hex: what the vault holds in the app. */
  databaseKey: string;
  url: string;
  client: { id: string; name: string };
  undoSendSeconds: 0 | 5 | 10 | 15;
}

export type AgentRequest = { id: number } & (
  | { act: 'open'; place: Place }
  | { act: 'signIn'; email: string; password: string }
  | { act: 'signOut' }
  | { act: 'markSeen'; conversationId: string }
  | { act: 'setVisible'; visible: boolean }
  | { act: 'unreadConversations' }
  | { act: 'close' }
  /** Puts a file into a draft, as the system's dialog does. */
  | { act: 'attach'; conversationId: string; path: string }
  /** A call of the IPC contract, as the renderer makes it. */
  | { act: 'invoke'; channel: string; input: unknown }
);

export type AgentAct = AgentRequest['act'];

export type AgentMessage =
  | { kind: 'answer'; id: number; envelope: Envelope }
  /** JSON, as events cross to the renderer. */
  | { kind: 'event'; name: keyof WorkspaceEvents; payload: string };

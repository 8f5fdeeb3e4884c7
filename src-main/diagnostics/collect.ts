import { release } from 'node:os';
import type { AppState } from '#shared/app-state.ts';
import type { Connection, Lamp } from '#shared/connection.ts';
import type { Directory, OutboxItem } from '#shared/inbox.ts';
import type { Settings } from '#shared/settings.ts';
import type { Workspace } from '../workspace/workspace-api.ts';

export interface DiagnosticsParts {
  appVersion: string;
  now: number;
  language: string;
  settings: Settings;
  state: AppState;
  /** null while nobody is signed in. */
  workspace: {
    connection: Connection;
    outbox: readonly Pick<OutboxItem, 'type' | 'state' | 'error' | 'createdAt'>[];
    directory: Directory;
    unread: number;
  } | null;
}

/**
 * What helps to find a fault, as text that a person reads before they send it. Taken piece by piece, never by leaving
 * things out: no name, number, address, message, id or secret can be in it.
 */
export function collectDiagnostics({
  appVersion,
  now,
  language,
  settings,
  state,
  workspace,
}: DiagnosticsParts): string {
  const bundle = {
    at: new Date(now).toISOString(),
    parley: appVersion,
    runtime: {
      electron: process.versions['electron'] ?? null,
      chrome: process.versions['chrome'] ?? null,
      node: process.versions.node,
      platform: process.platform,
      arch: process.arch,
      system: release(),
    },
    language,
    settings: {
      theme: settings.theme,
      density: settings.density,
      sendWith: settings.sendWith,
      undoSendSeconds: settings.undoSendSeconds,
      retentionDays: settings.retentionDays,
      keys: { preset: settings.keys.preset, own: Object.keys(settings.keys.own).length },
      notifications: { enabled: settings.notifications.enabled, privacy: settings.notifications.privacy },
    },
    phase: state.phase,
    mode: 'workspace' in state ? state.workspace.mode : null,
    storage: state.phase === 'ready' ? state.storage : null,
    notices: state.phase === 'ready' ? state.notices.map(({ kind }) => kind) : [],
    workspace: workspace === null ? null : describe(workspace, now),
  };
  return JSON.stringify(bundle, null, 2);
}

/** What is asked of a workspace. */
export async function factsOf(
  workspace: Pick<Workspace, 'connection' | 'outbox' | 'directory' | 'unreadConversations'>,
): Promise<DiagnosticsParts['workspace']> {
  const [connection, outbox, directory, unread] = await Promise.all([
    workspace.connection.get(),
    workspace.outbox.list(),
    workspace.directory.get(),
    workspace.unreadConversations(),
  ]);
  // Written by the same program.
  return { connection, outbox, directory: JSON.parse(directory) as Directory, unread };
}

function describe(
  { connection, outbox, directory, unread }: NonNullable<DiagnosticsParts['workspace']>,
  now: number,
): object {
  const lamp = ({ state, since }: Lamp) => ({ state, forSeconds: Math.round((now - since) / 1000) });
  return {
    role: directory.me.role,
    people: directory.users.length,
    accounts: directory.accounts.map(({ provider, credentialSource, cannotSend, qualityRating }) => ({
      provider,
      credentialSource,
      cannotSend,
      qualityRating,
    })),
    unread,
    realtime: lamp(connection.realtime),
    backend: lamp(connection.backend),
    whatsapp: lamp(connection.whatsapp),
    webhook: lamp(connection.webhook),
    asOfSeconds: connection.asOf === null ? null : Math.round((now - connection.asOf) / 1000),
    clockOffsetMs: Math.round(connection.clockOffsetMs),
    sync: connection.sync,
    outbox: outbox.map(({ type, state, error, createdAt }) => ({
      type,
      state,
      error: error?.code ?? null,
      forSeconds: Math.round((now - createdAt) / 1000),
    })),
  };
}

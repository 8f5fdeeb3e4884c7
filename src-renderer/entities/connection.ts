import type { Connection } from '#shared/connection.ts';
import type { OutboxItem } from '#shared/inbox.ts';
import { api } from '../api.ts';
import { setClockOffset } from './clock.ts';
import { createForWorkspace } from './workspace-store.ts';

interface ConnectionState {
  connection: Connection | null;
  /** Lines of the outbox while its panel is open; null when it is closed or not read yet. */
  outbox: OutboxItem[] | null;
}

export const useConnection = createForWorkspace<ConnectionState>(() => ({ connection: null, outbox: null }));

export function applyConnection(connection: Connection): void {
  setClockOffset(connection.clockOffsetMs);
  const { connection: before, outbox } = useConnection.getState();
  useConnection.setState({ connection });
  const hasMoved =
    before?.outbox.pending !== connection.outbox.pending || before.outbox.attention !== connection.outbox.attention;
  if (outbox !== null && hasMoved) void loadOutbox().catch(() => undefined);
}

export async function loadConnection(): Promise<void> {
  applyConnection(await api.connection.get());
}

export async function loadOutbox(): Promise<void> {
  useConnection.setState({ outbox: await api.outbox.list() });
}

export function forgetOutbox(): void {
  useConnection.setState({ outbox: null });
}

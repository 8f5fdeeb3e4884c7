import { z } from 'zod';
import { BackupOrder } from '#shared/wire/backup-process.ts';
import { type EmbeddedReady, EmbeddedStart } from '#shared/wire/embedded.ts';
import { carryOut } from './backups/carry-out.ts';
import { toEmbeddedConfig } from './config.ts';
import { StartError } from './platform/start-error.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { closeOnSignals } from './stop.ts';

/**
 * What the desktop started: the bundled backend, which answers where it listens, or a process that writes or reads one
 * backup. The first message says which, and carries every secret.
 */
export function serveParent(parent: NonNullable<typeof process.parentPort>): void {
  parent.once('message', ({ data }) => {
    const order = BackupOrder.safeParse(data).data;
    if (order !== undefined) {
      // A moment for the last report to leave.
      void carryOut(order, (report) => parent.postMessage(report)).then(() => setTimeout(() => process.exit(0), 500));
      return;
    }
    void startForParent(data, (line) => process.stderr.write(line)).then(({ answer, server }) => {
      if (server !== null) closeOnSignals(server);
      parent.postMessage(answer);
      // The port keeps the process alive; a moment for the answer to leave, then there is nothing to stay for.
      if (server === null) setTimeout(() => process.exit(1), 500);
      return server;
    });
  });
}

/** Starts as the message says. Never throws: what went wrong is in the answer. */
export async function startForParent(
  message: unknown,
  write: (line: string) => void,
): Promise<{ answer: EmbeddedReady; server: RunningServer | null }> {
  try {
    const parsed = EmbeddedStart.safeParse(message);
    // Says which field is wrong and never its value, which may be a secret.
    if (!parsed.success) throw new StartError('configuration', z.prettifyError(parsed.error));
    const server = await startServer(toEmbeddedConfig(parsed.data), write);
    return { answer: { ready: true, port: server.port }, server };
  } catch (error) {
    return { answer: { ready: false, error: explain(error) }, server: null };
  }
}

function explain(error: unknown): { code: StartError['code']; message: string } {
  if (error instanceof StartError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

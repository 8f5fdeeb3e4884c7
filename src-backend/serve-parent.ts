import { z } from 'zod';
import { type EmbeddedReady, EmbeddedStart } from '#shared/wire/embedded.ts';
import { toEmbeddedConfig } from './config.ts';
import { StartError } from './platform/start-error.ts';
import { type RunningServer, startServer } from './start-server.ts';
import { closeOnSignals } from './stop.ts';

/** The bundled backend: waits for the first message, which carries every secret, and answers where it listens. */
export function serveParent(parent: NonNullable<typeof process.parentPort>): void {
  parent.once('message', ({ data }) => {
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

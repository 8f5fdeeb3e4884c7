import { z } from 'zod';
import { type EmbeddedReady, EmbeddedStart } from '#shared/wire/embedded.ts';
import { toEmbeddedConfig } from './config.ts';
import { StartError } from './platform/start-error.ts';
import { closeOnSignals } from './stop.ts';
import { startServer } from './start-server.ts';

/** The bundled backend: waits for the first message, which carries every secret, and answers where it listens. */
export function serveParent(parent: NonNullable<typeof process.parentPort>): void {
  const answer = (ready: EmbeddedReady) => parent.postMessage(ready);
  parent.once('message', ({ data }) => {
    start(data).then(answer, (error: unknown) => {
      answer({ ready: false, error: explain(error) });
      process.exitCode = 1;
    });
  });
}

async function start(message: unknown): Promise<EmbeddedReady> {
  const parsed = EmbeddedStart.safeParse(message);
  // Not the value: it holds secrets.
  if (!parsed.success) throw new StartError('configuration', z.prettifyError(parsed.error));
  const server = await startServer(toEmbeddedConfig(parsed.data), (line) => process.stderr.write(line));
  closeOnSignals(server);
  return { ready: true, port: server.port };
}

function explain(error: unknown): { code: StartError['code']; message: string } {
  if (error instanceof StartError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

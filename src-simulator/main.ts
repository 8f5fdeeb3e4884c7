import { join } from 'node:path';
import { OptionError, readOptions, usage } from './options.ts';
import { serve } from './server.ts';
import { createSimulator } from './simulator.ts';

/** Electron's port to the process that started us as a utility process; absent under plain Node. */
interface ParentPort {
  postMessage(message: unknown): void;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  // The build puts the page beside this file.
  const pageFolder = join(import.meta.dirname, 'phone');
  const server = await serve(() => createSimulator(options), pageFolder);
  process.stdout.write(`parley simulator listening on ${server.url}\n`);

  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void server.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Started with an IPC channel, it closes when the parent is gone.
  process.on('disconnect', stop);
  if (options.exitWithParent) process.stdin.on('end', stop).on('error', stop).resume();

  // Electron adds the port to `process`; Node's types do not know it.
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  parentPort?.postMessage({ ready: true, port: Number(new URL(server.url).port), url: server.url });
}

main().catch((error: unknown) => {
  if (error instanceof OptionError) {
    process.stderr.write(`${error.message}\nRun with --help to see what there is.\n`);
    process.exit(2);
  }
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  process.stderr.write(
    isTaken ? `The port is taken: choose another with --port, or 0 for a free one.\n` : `${String(error)}\n`,
  );
  process.exit(1);
});

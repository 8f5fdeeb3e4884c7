import type { RunningServer } from './start-server.ts';

/** SIGHUP reads WHATSAPP_ENDPOINTS again. On a terminal it means that the window was closed, and ends the program as ever. */
export function reloadOnHangUp(server: RunningServer): void {
  if (process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY) return;
  process.on('SIGHUP', () => void server.reload());
}

/**
 * Ends the process with 0 once what is under way is finished: on SIGTERM, SIGINT, or when the program that started us
 * is gone. A second signal doesn't wait.
 */
export function closeOnSignals(server: RunningServer): void {
  let closing = false;
  const stop = () => {
    if (closing) process.exit(0);
    closing = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

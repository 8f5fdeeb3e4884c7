import { readConfig, settingsTable } from './config.ts';
import { StartError } from './platform/start-error.ts';
import { startServer } from './start-server.ts';
import { closeOnSignals } from './stop.ts';

const help = `Usage: parley backend [--help]

Settings, from the environment or from .env in the current folder (name, default, meaning):

`;

/** The server started by hand. The first line on stdout says where it listens; everything else goes to stderr. */
export async function serveTerminal(args: readonly string[]): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help + settingsTable());
    return;
  }
  try {
    const config = readConfig(process.env, process.cwd());
    const server = await startServer(config, (line) => process.stderr.write(line));
    closeOnSignals(server);
    console.log(`parley backend listening on http://${config.host}:${server.port}`);
  } catch (error) {
    console.error(error instanceof StartError ? `parley backend: ${error.message}` : error);
    process.exitCode = 1;
  }
}

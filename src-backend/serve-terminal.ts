import { readConfig, settingsTable } from './config.ts';
import { StartError } from './platform/start-error.ts';
import { startServer } from './start-server.ts';
import { closeOnSignals, reloadOnHangUp } from './stop.ts';

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
    const environment = { ...process.env };
    // Keys of endpoints are nothing for programs that this one starts, or for a report of its crash (S-41).
    delete process.env['WHATSAPP_ENDPOINTS'];
    const config = await readConfig(environment, process.cwd());
    const server = await startServer(config, (line) => process.stderr.write(line));
    closeOnSignals(server);
    reloadOnHangUp(server);
    console.log(`parley backend listening on http://${config.host}:${server.port}`);
  } catch (error) {
    console.error(error instanceof StartError ? `parley backend: ${error.message}` : error);
    process.exitCode = 1;
  }
}

import { StartError } from '../platform/start-error.ts';
import { serveTerminal } from '../serve-terminal.ts';
import type { Command, Terminal } from './command.ts';
import { commands } from './commands.ts';

/** `parley <command> …`, or the server when no command is named. */
export async function runTerminal(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'backend') return await serveTerminal(rest);
  if (name.startsWith('-')) {
    // The server's flags. Who asks for help hears of the commands, too.
    await serveTerminal(args);
    if (name === '--help' || name === '-h') console.log(`\n${listOf(commands)}`);
    return;
  }
  const terminal: Terminal = {
    env: process.env,
    directory: process.cwd(),
    out: (line) => console.log(line),
    err: (line) => console.error(line),
  };
  process.exitCode = await runCommand(name, rest, terminal);
}

/** Returns the exit code: 2 when there is no such command. */
export async function runCommand(
  name: string,
  args: readonly string[],
  terminal: Terminal,
  known: ReadonlyMap<string, Command> = commands,
): Promise<number> {
  const command = known.get(name);
  if (command === undefined) {
    terminal.err(`parley: there is no command "${name}"\n\n${listOf(known)}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    terminal.out(`Usage: parley ${name} ${command.usage}`.trimEnd());
    terminal.out(command.summary);
    return 0;
  }
  try {
    return await command.run(args, terminal);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    terminal.err(`parley ${name}: ${error.message}`);
    return 1;
  }
}

function listOf(known: ReadonlyMap<string, Command>): string {
  const lines = [...known].map(([name, { summary }]) => `  ${name.padEnd(20)} ${summary}`);
  return ['Commands:', `  ${'backend'.padEnd(20)} Starts the server`, ...lines].join('\n');
}

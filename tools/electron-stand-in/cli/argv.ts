/** Electron's own command line, taken apart. */
export interface CommandLine {
  /** Files to load before the app (`-r x`, `--require x`). */
  preloads: string[];
  /** Address for the Node debugger (`--inspect`, `--inspect=0`, `--inspect-brk=host:port`), if any. */
  inspect: { port: number; host: string; wait: boolean } | null;
  /** The app: a folder with a package.json, or a file. */
  entry: string | null;
  /** `--name` or `--name=value`, wherever they stand: Chromium sees those behind the app's name too. */
  switches: Map<string, string>;
  version: boolean;
}

export function parseCommandLine(args: readonly string[]): CommandLine {
  const line: CommandLine = { preloads: [], inspect: null, entry: null, switches: new Map(), version: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (line.entry === null && (arg === '-r' || arg === '--require')) {
      const file = args[++i];
      if (file === undefined) throw new Error(`electron stand-in: ${arg} needs a file`);
      line.preloads.push(file);
    } else if (line.entry === null && (arg === '-v' || arg === '--version')) line.version = true;
    else if (arg === '--') {
      line.entry ??= args[i + 1] ?? null;
      break;
    } else if (line.entry === null && /^--inspect(-brk)?(=|$)/.test(arg)) line.inspect = parseInspect(arg);
    else if (arg.startsWith('--')) addSwitch(line.switches, arg);
    else if (line.entry === null && !arg.startsWith('-')) line.entry = arg;
  }
  return line;
}

function addSwitch(switches: Map<string, string>, arg: string): void {
  const equals = arg.indexOf('=');
  if (equals === -1) switches.set(arg.slice(2), '');
  else switches.set(arg.slice(2, equals), arg.slice(equals + 1));
}

function parseInspect(arg: string): CommandLine['inspect'] {
  const [name = '', value = ''] = arg.split('=');
  const colon = value.lastIndexOf(':');
  const port = Number(value.slice(colon + 1) || 9229);
  if (!Number.isInteger(port)) throw new Error(`electron stand-in: ${arg} is not a debugger address`);
  return { port, host: colon > 0 ? value.slice(0, colon) : '127.0.0.1', wait: name.endsWith('-brk') };
}

// What `dist/electron` runs: the app's main script in this very process, so that its process id, exit code, signals
// and standard streams are the ones whoever launched "electron" sees.
import { existsSync, readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire, enableCompileCache } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseCommandLine } from './argv.ts';
import { replaceElectronModule } from './hook.ts';
import { launch } from './launch.ts';

enableCompileCache();
const executable = path.join(import.meta.dirname, '../dist/electron');
const line = parseCommandLine(process.argv.slice(2));
const version = readElectronVersion();
if (line.version) {
  console.log(`v${version}`);
  process.exit(0);
}
if (line.entry === null) fail('no app given. Usage: electron [switches] <folder or file> [arguments]');

const { main, folder } = findApp(path.resolve(line.entry));
process.argv.splice(0, 2, executable);
Object.defineProperties(process, {
  type: { value: 'browser', enumerable: true },
  defaultApp: { value: true, enumerable: true },
  resourcesPath: { value: path.join(path.dirname(executable), 'resources'), enumerable: true },
});
Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true });
Object.assign(launch, { executable, folder, switches: line.switches });

replaceElectronModule();
if (line.inspect) inspector.open(line.inspect.port, line.inspect.host, line.inspect.wait);
const require = createRequire(pathToFileURL(path.join(process.cwd(), 'preload')));
for (const file of line.preloads) require(path.resolve(file));
try {
  await import(pathToFileURL(main).href);
} catch (error) {
  console.error('App threw an error during load');
  console.error(error);
  process.exit(1);
}
launch.isEntryLoaded = true;
launch.entry.resolve();

function findApp(entry: string): { main: string; folder: string } {
  if (!existsSync(entry)) fail(`cannot find the app ${entry}`);
  if (!statSync(entry).isDirectory()) return { main: entry, folder: path.dirname(entry) };
  const file = path.join(entry, 'package.json');
  // A package.json of our own or of the person who typed the folder's name; a bad one throws with its path.
  const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { main?: string }) : {};
  const main = path.resolve(entry, manifest.main ?? 'index.js');
  if (!existsSync(main)) fail(`cannot find ${main}, the main script of ${entry}. Has the app been built?`);
  return { main, folder: entry };
}

function readElectronVersion(): string {
  const manifest = createRequire(import.meta.url)('electron/package.json') as { version: string };
  return manifest.version;
}

function fail(message: string): never {
  console.error(`electron stand-in: ${message}`);
  process.exit(1);
}

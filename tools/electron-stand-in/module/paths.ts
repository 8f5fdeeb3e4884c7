import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from '../cli/launch.ts';

interface Manifest {
  name?: string;
  productName?: string;
  version?: string;
}

function readManifest(): Manifest {
  const file = path.join(launch.folder, 'package.json');
  // The app's own package.json.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}

const manifest = readManifest();
export const appVersion = manifest.version ?? '0.0.0';
export const appName = manifest.productName ?? manifest.name ?? 'Electron';

const set = new Map<string, string>();
const given = launch.switches.get('user-data-dir');
if (given) set.set('userData', path.resolve(given));

/** The folders of `app.getPath`, as Electron places them on Linux. */
export function getPath(name: string, currentName: string): string {
  const own = set.get(name);
  if (own !== undefined) return own;
  const home = os.homedir();
  const inHome = (folder: string) => path.join(home, folder);
  const appData = set.get('appData') ?? process.env.XDG_CONFIG_HOME ?? inHome('.config');
  const userData = set.get('userData') ?? path.join(appData, currentName);
  const places: Record<string, string> = {
    home,
    appData,
    userData,
    sessionData: userData,
    temp: os.tmpdir(),
    exe: launch.executable,
    module: launch.executable,
    desktop: inHome('Desktop'),
    documents: inHome('Documents'),
    downloads: inHome('Downloads'),
    music: inHome('Music'),
    pictures: inHome('Pictures'),
    videos: inHome('Videos'),
    logs: path.join(userData, 'logs'),
    crashDumps: path.join(userData, 'Crashpad'),
    assets: path.dirname(launch.executable),
  };
  const place = places[name];
  if (place === undefined) throw new Error(`Failed to get '${name}' path`);
  if (name === 'userData' || name === 'logs') mkdirSync(place, { recursive: true });
  return place;
}

export function setPath(name: string, place: string): void {
  if (!path.isAbsolute(place)) throw new Error('Path must be absolute');
  set.set(name, place);
}

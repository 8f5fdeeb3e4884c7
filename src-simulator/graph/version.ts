import { GraphError } from './graph-error.ts';

/** Graph versions that live in November 2026; calls without one get the newest. */
const oldest = 21;
const newest = 26;

/**
 * The major version a path was called with. Dead and unknown versions are no path to Graph; `allowOld` lets any through,
 * for integrations written long ago, and treats it as the oldest living one.
 */
export function toVersion(path: string, allowOld: boolean): number {
  const named = /^\/v(\d+)\.(\d+)(?=\/|\?|$)/.exec(path);
  if (!named) return newest;
  const major = Number(named[1]);
  const isAlive = major >= oldest && major <= newest && named[2] === '0';
  if (isAlive) return major;
  if (allowOld) return major < oldest ? oldest : newest;
  throw new GraphError(2500, `Unknown path components: ${path.split('?')[0]}`, {
    details: `Version v${named[1]}.${named[2]} is not available; v${oldest}.0 to v${newest}.0 are. Start the simulator with --allow-old-versions to let it pass.`,
  });
}

/** The path without its version, which is how routes are written. */
export function withoutVersion(path: string): string {
  const rest = path.replace(/^\/v\d+\.\d+(?=\/|\?|$)/, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

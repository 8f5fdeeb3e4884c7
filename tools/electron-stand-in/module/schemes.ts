/**
 * Chromium refuses to navigate to a scheme it doesn't know before a debugger sees the request, so an address of the
 * app's own scheme is loaded as a subdomain of localhost: a secure origin of its own, answered without any network.
 */
export interface Privileges {
  standard?: boolean;
  secure?: boolean;
  bypassCSP?: boolean;
  supportFetchAPI?: boolean;
  corsEnabled?: boolean;
  stream?: boolean;
}

const privileged = new Map<string, Privileges>();
const custom = new Set<string>();
const known = new Set([
  'http',
  'https',
  'ws',
  'wss',
  'file',
  'data',
  'blob',
  'about',
  'javascript',
  'chrome',
  'devtools',
]);

export function addPrivilegedScheme(scheme: string, privileges: Privileges): void {
  privileged.set(scheme, privileges);
  addScheme(scheme);
}

export function addScheme(scheme: string): void {
  if (!known.has(scheme)) custom.add(scheme);
}

export function customSchemes(): string[] {
  return [...custom];
}

export function schemeOf(url: string): string {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? '';
}

/** parley://app/x?y to http://app.parley.localhost/x?y; other addresses stay as they are. */
export function toReachable(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (!custom.has(scheme.toLowerCase())) return url;
  return `http://${host || 'host'}.${scheme.toLowerCase()}.localhost${rest}`;
}

/** The way back, for everything the app gets to see. Also takes origins. */
export function fromReachable(url: string): string {
  const [all, host = '', scheme = ''] = /^http:\/\/([^/?#:]*)\.([a-z0-9+-]+)\.localhost(?=[/?#]|$)/i.exec(url) ?? [];
  if (all === undefined || !custom.has(scheme)) return url;
  return `${scheme}://${host}${url.slice(all.length)}`;
}

/** A policy that names the app's schemes must also match the addresses they are loaded from. */
export function toReachablePolicy(policy: string): string {
  return policy.replace(
    /(^|[\s;])([a-z][a-z0-9+.-]*):(\/\/[^\s;]*)?(?=[\s;,]|$)/gi,
    (source, before: string, scheme: string, rest?: string) => {
      if (!custom.has(scheme.toLowerCase())) return source;
      const reachable = rest ? toReachable(`${scheme}:${rest}`) : `http://*.${scheme.toLowerCase()}.localhost`;
      return `${source} ${reachable}`.replace(/^\s*/, before);
    },
  );
}

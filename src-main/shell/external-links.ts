import { domainToASCII } from 'node:url';

// The one way out of the app to the browser (S-15). Every URL takes it: from a message, from a server, from ourselves.

const maxLength = 2048;

export type LinkVerdict =
  | { allowed: true; url: string; host: string; ask: boolean }
  | { allowed: false; reason: 'malformed' | 'scheme' | 'credentials' | 'control_characters' | 'too_long' };

/**
 * May this URL be opened, and in which form? `https:` anywhere, `mailto:` with the bare address, and `http:` only for
 * an origin in `localPages` (the demo's own phone page on this machine, opened without asking).
 */
export function judgeLink(raw: string, localPages: readonly string[] = []): LinkVerdict {
  if (raw.length > maxLength) return { allowed: false, reason: 'too_long' };
  // oxlint-disable-next-line no-control-regex -- exactly these are refused
  if (/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\\]/u.test(raw)) {
    return { allowed: false, reason: 'control_characters' };
  }
  if (!URL.canParse(raw)) return { allowed: false, reason: 'malformed' };
  const url = new URL(raw);
  if (url.username !== '' || url.password !== '') return { allowed: false, reason: 'credentials' };
  if (url.protocol === 'mailto:') {
    const address = url.pathname;
    if (!/^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(address)) return { allowed: false, reason: 'malformed' };
    return { allowed: true, url: `mailto:${address}`, host: address, ask: false };
  }
  const isLocalPage = url.protocol === 'http:' && url.hostname === '127.0.0.1' && localPages.includes(url.origin);
  if (url.protocol !== 'https:' && !isLocalPage) return { allowed: false, reason: 'scheme' };
  return { allowed: true, url: url.href, host: domainToASCII(url.hostname) || url.hostname, ask: !isLocalPage };
}

export interface ExternalLinksOptions {
  open: (url: string) => Promise<void>;
  /** Asks the person before a host is opened for the first time. `host` is in its ASCII form. */
  confirm: (host: string, url: string) => Promise<boolean>;
  localPages: () => readonly string[];
  now: () => number;
}

export type OpenResult = 'opened' | 'refused' | 'declined' | 'too_many';

const burst = 5;
const perMs = 10_000;

/** `openExternalSafely` with its memory: hosts already agreed to, and the last openings. */
export function createExternalLinks({ open, confirm, localPages, now }: ExternalLinksOptions) {
  const agreed = new Set<string>();
  let recent: number[] = [];
  return async function openExternalSafely(raw: string): Promise<OpenResult> {
    const verdict = judgeLink(raw, localPages());
    if (!verdict.allowed) return 'refused';
    recent = recent.filter((at) => at > now() - perMs);
    if (recent.length >= burst) return 'too_many';
    recent.push(now());
    if (verdict.ask && !agreed.has(verdict.host)) {
      if (!(await confirm(verdict.host, verdict.url))) return 'declined';
      agreed.add(verdict.host);
    }
    await open(verdict.url);
    return 'opened';
  };
}
export type OpenExternalSafely = ReturnType<typeof createExternalLinks>;

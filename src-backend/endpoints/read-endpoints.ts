import { z } from 'zod';
import { isLoopback } from '../platform/http/loopback.ts';
import type { Resolved } from '../platform/secrets/resolve-variables.ts';
import {
  isMeantAsReference,
  readLocal,
  readReference,
  SecretUnreadable,
} from '../platform/secrets/secret-reference.ts';

/** One endpoint of the environment. It never leaves the server: only its name does. */
export interface Endpoint {
  name: string;
  /** Without a trailing slash. */
  apiUrl: string;
  apiKey: string;
}

/** `problems` are for admins: they name the variable and the endpoint, never an address or a key. */
export interface Endpoints {
  endpoints: readonly Endpoint[];
  problems: readonly string[];
}

const Name = z.object({ name: z.string().trim().min(1).max(100) });
const ApiUrl = z.object({ apiUrl: z.url({ protocol: /^https?$/ }).refine(isAllowed) });
const ApiKey = z.object({ apiKey: z.string().trim().min(1).max(2000) });

type Environment = Readonly<Record<string, string | undefined>>;
/** What references in the text led to. */
type Keys = ReadonlyMap<string, Resolved>;

/** Reads WHATSAPP_ENDPOINTS. Never throws: what is wrong with one endpoint leaves the others usable. */
export function readEndpoints(text: string | null, environment: Environment, keys: Keys = new Map()): Endpoints {
  if (text === null) return { endpoints: [], problems: ['WHATSAPP_ENDPOINTS is not set'] };
  const entries = parseArray(text);
  if (entries === null) {
    return { endpoints: [], problems: ['WHATSAPP_ENDPOINTS is no JSON array of {"name", "apiUrl", "apiKey"}'] };
  }
  const endpoints = new Map<string, Endpoint>();
  const problems: string[] = [];
  entries.forEach((entry, index) => {
    const read = readOne(entry, environment, keys);
    if (typeof read !== 'string' && !endpoints.has(read.name)) endpoints.set(read.name, read);
    else problems.push(`${label(entry, index)} ${typeof read === 'string' ? read : 'has the name of another one'}`);
  });
  return { endpoints: [...endpoints.values()], problems };
}

function parseArray(text: string): unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    // The parser's own words quote the text, which holds keys.
    return null;
  }
}

/** The endpoint, or what is wrong with it. */
function readOne(entry: unknown, environment: Environment, keys: Keys): Endpoint | string {
  const name = Name.safeParse(entry);
  if (!name.success) return 'has no name of 1 to 100 characters';
  const url = ApiUrl.safeParse(entry);
  if (!url.success) return 'has no apiUrl with https (http only for loopback), without user and password';
  const key = ApiKey.safeParse(entry);
  if (!key.success) return 'has no apiKey';
  const apiKey = resolve(key.data.apiKey, environment, keys);
  if (typeof apiKey !== 'string') return apiKey.problem;
  return { name: name.data.name, apiUrl: url.data.apiUrl.replace(/\/+$/, ''), apiKey };
}

/** A key may be a reference to where it is kept; those to stores elsewhere were followed before. */
function resolve(value: string, environment: Environment, keys: Keys): Resolved {
  if (!isMeantAsReference(value)) return value;
  const known = keys.get(value);
  if (known !== undefined) {
    return typeof known === 'string' ? known : unknown(known.problem);
  }
  const reference = readReference(value);
  if (reference === null) return unknown('that is no reference');
  const { kind } = reference;
  if (kind !== 'ENV' && kind !== 'FILE') return unknown(`$(${kind}:…) can’t be read here`);
  try {
    return readLocal({ ...reference, kind }, environment);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return unknown(error.message);
  }
}

function unknown(why: string): { problem: string } {
  return { problem: `has an apiKey that can’t be had: ${why}` };
}

function label(entry: unknown, index: number): string {
  const name = Name.safeParse(entry);
  return name.success ? `Endpoint "${name.data.name}"` : `Endpoint no. ${index + 1}`;
}

function isAllowed(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  return (protocol === 'https:' || isLoopback(hostname)) && username === '' && password === '';
}

import { readFileSync } from 'node:fs';

/** Where a secret is kept, in place of the secret (ruling 27): `$(VAULT:path#key)`. `key`: a field of what is kept there. */
export interface SecretReference {
  kind: 'AWS_SECRET' | 'VAULT' | 'FILE' | 'ENV';
  path: string;
  key: string | null;
}

const pattern = /^\$\((AWS_SECRET|VAULT|FILE|ENV):([^)#\s]{1,1024})(?:#([^)#]{1,200}))?\)$/;

/** Null: the text is the secret itself. */
export function readReference(text: string): SecretReference | null {
  const [, kind, path = '', key = null] = pattern.exec(text) ?? [];
  if (kind === undefined) return null;
  // One of those in the pattern.
  return { kind: kind as SecretReference['kind'], path, key };
}

/** Meant as a reference, whether or not it can be understood as one. */
export function isMeantAsReference(text: string): boolean {
  return text.startsWith('$(');
}

/**
 * A secret could not be had from where it is kept. The message says why, and neither the path nor anything of a secret.
 * `isTransient`: it may work in a moment, without anybody's doing.
 */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';

  constructor(
    kind: SecretReference['kind'],
    why: string,
    readonly isTransient = false,
  ) {
    super(`$(${kind}:…) can’t be read: ${why}`);
  }
}

/** Of this machine: a variable, or a file. Throws SecretUnreadable. */
export function readLocal(
  { kind, path }: SecretReference & { kind: 'FILE' | 'ENV' },
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = kind === 'ENV' ? (environment[path] ?? '') : readText(path);
  if (value === '') throw new SecretUnreadable(kind, kind === 'ENV' ? 'that is not set' : 'that is empty');
  return value;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it can’t be opened';
    throw new SecretUnreadable('FILE', code === 'ENOENT' ? 'there is no such file' : code);
  }
}

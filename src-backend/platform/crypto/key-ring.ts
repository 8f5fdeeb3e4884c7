/** The keys that wrap the tenants' data keys (S-40): `current` wraps new ones, the others still open old ones. */
export interface KeyRing {
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/** Reads `kid1:base64,kid2:base64` (32 bytes each, the first is current). Throws an Error that names what is wrong. */
export function parseKeyRing(text: string): KeyRing {
  const entries = text.split(',').map((part): [string, Buffer] => {
    const [, kid, encoded] = /^\s*([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)\s*$/.exec(part) ?? [];
    if (kid === undefined || encoded === undefined) {
      throw new Error('must be kid:base64 pairs separated by commas, each key 32 bytes in base64');
    }
    return [kid, Buffer.from(encoded, 'base64')];
  });
  const keys = new Map(entries);
  if (keys.size !== entries.length) throw new Error('names a key twice');
  return { current: entries[0]?.[0] ?? '', keys };
}

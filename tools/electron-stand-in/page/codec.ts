/**
 * The structured clone algorithm as tagged JSON, because a CDP binding carries one string.
 * Runs in Node and, as source text, in the page: it may refer to nothing outside itself.
 */
export interface Codec {
  /** Throws "An object could not be cloned." for functions, symbols, promises and DOM nodes, as Electron does. */
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function createCodec(): Codec {
  type Json = null | string | number | boolean | Tagged;
  // The tag decides the shape of v; both are written and read only here.
  interface Tagged {
    $t: string;
    k?: string;
    // oxlint-disable-next-line typescript/no-explicit-any
    v?: any;
  }
  const errors = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };
  const fail = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const hasBuffer = typeof Buffer !== 'undefined';

  function toBase64(bytes: Uint8Array): string {
    if (hasBuffer) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
    let text = '';
    for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    return btoa(text);
  }

  function fromBase64(text: string): Uint8Array {
    if (hasBuffer) return new Uint8Array(Buffer.from(text, 'base64'));
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  }

  function isNode(value: object): boolean {
    return typeof Node === 'function' && 'nodeType' in Node.prototype && value instanceof Node;
  }

  function pack(value: unknown, seen: Map<object, number>): Json {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (value === undefined) return { $t: 'undefined' };
    if (typeof value === 'number') {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return { $t: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (typeof value === 'bigint') return { $t: 'bigint', v: String(value) };
    if (typeof value !== 'object') return fail();
    const known = seen.get(value);
    if (known !== undefined) return { $t: 'ref', v: known };
    seen.set(value, seen.size);
    if (value instanceof Date) return { $t: 'date', v: value.getTime() };
    if (value instanceof RegExp) return { $t: 'regexp', v: [value.source, value.flags] };
    if (value instanceof Map) return { $t: 'map', v: [...value].map(([k, x]) => [pack(k, seen), pack(x, seen)]) };
    if (value instanceof Set) return { $t: 'set', v: [...value].map((x) => pack(x, seen)) };
    if (value instanceof Error) return { $t: 'error', v: [value.name, value.message, value.stack] };
    if (value instanceof ArrayBuffer) return { $t: 'buffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const kind = hasBuffer && value instanceof Buffer ? 'Uint8Array' : value.constructor.name;
      return { $t: 'view', k: kind, v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    if (Array.isArray(value)) return { $t: 'array', v: Array.from(value, (x) => pack(x, seen)) };
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || isNode(value))
      return fail();
    return { $t: 'object', v: Object.entries(value).map(([k, x]) => [k, pack(x, seen)]) };
  }

  function unpack(json: Json, refs: object[]): unknown {
    if (json === null || typeof json !== 'object') return json;
    const keep = <T extends object>(value: T): T => {
      refs.push(value);
      return value;
    };
    const { $t: tag, v } = json;
    switch (tag) {
      case 'undefined':
        return undefined;
      case 'number':
        return v === '-0' ? -0 : Number(v);
      case 'bigint':
        return BigInt(v);
      case 'ref':
        return refs[v];
      case 'date':
        return keep(new Date(v));
      case 'regexp':
        return keep(new RegExp(v[0], v[1]));
      case 'map': {
        const map = keep(new Map());
        for (const [k, x] of v) map.set(unpack(k, refs), unpack(x, refs));
        return map;
      }
      case 'set': {
        const set = keep(new Set());
        for (const x of v) set.add(unpack(x, refs));
        return set;
      }
      case 'error': {
        const [name, message, stack] = v;
        const error = keep(new (errors[name as keyof typeof errors] ?? Error)(message));
        error.stack = stack;
        return error;
      }
      case 'buffer':
        return keep(fromBase64(v).buffer);
      case 'view': {
        const bytes = fromBase64(v);
        if (json.k === 'Uint8Array') return keep(bytes);
        // The names of the typed array classes and DataView, as written by pack.
        const View = (globalThis as unknown as Record<string, new (buffer: ArrayBufferLike) => object>)[json.k ?? ''];
        return View ? keep(new View(bytes.buffer)) : fail();
      }
      case 'array': {
        const array: unknown[] = keep([]);
        for (const x of v) array.push(unpack(x, refs));
        return array;
      }
      default: {
        const object = keep({});
        for (const [k, x] of v) {
          Object.defineProperty(object, k, {
            value: unpack(x, refs),
            writable: true,
            enumerable: true,
            configurable: true,
          });
        }
        return object;
      }
    }
  }

  return {
    encode: (value) => JSON.stringify(pack(value, new Map())),
    decode: (text) => unpack(JSON.parse(text) as Json, []),
  };
}

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { z } from 'zod';
import { ErrorShape } from '#shared/error.ts';
import { calls, channelOf, type Handlers } from '#shared/wire/ipc.ts';
import type { Envelope } from '#shared/wire/ipc-client.ts';
import { serve, type InvokeEvent } from './serve.ts';

// T-9: a hostile page. Inputs are grown from each channel's own schema (right keys, right values with one thing wrong)
// and from nothing at all. Whatever comes: an envelope, a handler that only sees what its schema allows, no exception.

const frame = { origin: 'parley://app', frameTreeNodeId: 1, detached: false };
const event: InvokeEvent = { sender: { id: 1, mainFrame: frame }, senderFrame: frame };
const contracts = Object.entries(calls).flatMap(([feature, methods]) =>
  Object.entries(methods).map(([method, { input }]): [string, z.ZodType] => [channelOf(feature, method), input]),
);

const garbage = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true }),
  fc.constantFrom<unknown>(
    { ['__proto__']: { polluted: true } },
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    Number.NaN,
    -0,
    2 ** 53,
    '\u0000\u202E',
    'x'.repeat(400_000),
    Array.from({ length: 20_000 }, () => 0),
  ),
);

/** Values that fit the schema, with garbage in any place. Only the kinds that the contract uses. */
function near(schema: z.ZodType): fc.Arbitrary<unknown> {
  // zod's `def` is the documented way to walk a schema; its union of shapes is not exported.
  const def = (schema as unknown as { def: Def }).def;
  return fc.oneof({ weight: 6, arbitrary: fitting(def) }, { weight: 1, arbitrary: garbage });
}

interface Def {
  type: string;
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, string>;
  values?: unknown[];
  options?: z.ZodType[];
  innerType?: z.ZodType;
}

function fitting(def: Def): fc.Arbitrary<unknown> {
  if (def.shape) return fc.record(Object.fromEntries(Object.entries(def.shape).map(([k, v]) => [k, near(v)])));
  if (def.entries) return fc.constantFrom(...Object.values(def.entries));
  if (def.values) return fc.constantFrom(...def.values);
  if (def.options) return fc.oneof(...def.options.map(near));
  if (def.type === 'nullable' || def.type === 'optional') {
    return fc.oneof(
      fc.constant(def.type === 'nullable' ? null : undefined),
      ...(def.innerType ? [near(def.innerType)] : []),
    );
  }
  if (def.type === 'string') return fc.oneof(fc.uuid(), fc.string());
  if (def.type === 'number') return fc.oneof(fc.nat(300), fc.integer(), fc.double());
  if (def.type === 'boolean') return fc.boolean();
  return fc.constant(undefined);
}

const listeners = new Map<string, (event: InvokeEvent, input: unknown) => Promise<Envelope>>();
let seen: unknown[] = [];
let bugs = 0;
serve({
  host: { handle: (channel, listener) => listeners.set(channel, listener) },
  handlers: Object.fromEntries(
    Object.entries(calls).map(([feature, methods]) => [
      feature,
      Object.fromEntries(
        Object.keys(methods).map((method) => [method, async (input: unknown) => void seen.push(input)]),
      ),
    ]),
    // Built over the contract's own keys.
  ) as unknown as Handlers,
  findCaller: () => ({ windowId: 1, kind: 'main', workspaceId: null }),
  rateLimit: () => true,
  isLocked: () => false,
  logBug: () => {
    bugs += 1;
  },
});

it.each(contracts)('T-9 S-17 %s answers garbage with a named error and never runs on it', async (channel, schema) => {
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(garbage, near(schema)), async (input) => {
      seen = [];
      const envelope = await listeners.get(channel)?.(event, input);
      if (envelope?.ok === true) {
        expect(schema.safeParse(seen[0]).success).toBe(true);
      } else {
        expect(['invalid_input', 'payload_too_large']).toContain(ErrorShape.parse(envelope?.error).code);
        expect(seen).toEqual([]);
      }
      runs += 1;
    }),
    { numRuns: fc.readConfigureGlobal()?.numRuns ?? 200 },
  );
  expect(runs).toBeGreaterThanOrEqual(200);
  expect(bugs).toBe(0);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

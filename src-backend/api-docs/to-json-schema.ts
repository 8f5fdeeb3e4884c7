import { z } from 'zod';
import { namedSchemas } from './named-schemas.ts';
import type { JsonSchema } from './openapi-document.ts';

const prefix = '#/components/schemas/';
const uuidPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** What a caller sends (before defaults and conversions), or what is answered. */
type Side = 'input' | 'output';

/** Turns the contract's schemas into JSON schemas and collects the named ones as components. Ask for answers first. */
export class SchemaCatalog {
  readonly components: Record<string, JsonSchema> = {};
  private readonly names = z.registry<{ id: string }>();

  constructor() {
    for (const [id, schema] of namedSchemas()) this.names.add(schema, { id });
  }

  /** Null where the contract has nothing. */
  toJsonSchema(schema: z.ZodType, side: Side): JsonSchema | null {
    if (schema.def.type === 'undefined') return null;
    const { $schema: _, $defs = {}, ...json } = this.convert(schema, side);
    if (side === 'input' && Object.keys(json).length === 0 && schema instanceof z.ZodPipe) {
      // A check that takes anything stands before the schema that says what is wanted.
      return schema.out instanceof z.ZodType ? this.toJsonSchema(schema.out, side) : null;
    }
    const renamed = this.renamed($defs);
    for (const [name, definition] of Object.entries($defs)) {
      this.components[renamed.get(name) ?? name] = withRefs(definition, renamed);
    }
    return withRefs(json, renamed);
  }

  /** What is sent may differ from what is answered, by defaults for one: then it goes under a name of its own. */
  private renamed(definitions: Record<string, JsonSchema>): Map<string, string> {
    const renamed = new Map<string, string>();
    for (let before = -1; before !== renamed.size;) {
      before = renamed.size;
      for (const [name, definition] of Object.entries(definitions)) {
        const known = this.components[name];
        if (known !== undefined && !sameText(known, withRefs(definition, renamed))) renamed.set(name, `${name}Input`);
      }
    }
    return renamed;
  }

  private convert(
    schema: z.ZodType,
    side: Side,
  ): JsonSchema & { $schema?: string; $defs?: Record<string, JsonSchema> } {
    // zod's own type of the same document is wider than what it writes.
    return z.toJSONSchema(schema, {
      io: side,
      unrepresentable: 'any',
      metadata: this.names,
      override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema & { id?: string }, side),
    }) as JsonSchema;
  }
}

/** Says what people look for: a uuid instead of its pattern, no limits that only say "an integer". */
function tidy(json: JsonSchema & { id?: string }, side: Side): void {
  delete json.id;
  if (json.pattern === uuidPattern) {
    delete json.pattern;
    json.format = 'uuid';
  }
  if (json.format !== undefined) delete json.pattern;
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  // Answers may get more fields; a program that refuses them would break by it.
  if (side === 'output' && json.additionalProperties === false) delete json.additionalProperties;
}

function withRefs<T>(json: T, renamed: ReadonlyMap<string, string>): T {
  return JSON.parse(
    JSON.stringify(json, (key, value: unknown) => {
      if (key !== '$ref' || typeof value !== 'string') return value;
      const name = value.replace('#/$defs/', '');
      return `${prefix}${renamed.get(name) ?? name}`;
    }),
  ) as T;
}

function sameText(one: JsonSchema, other: JsonSchema): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What stands behind a reference; the schema itself when it is none. */
export function resolveRef(schema: JsonSchema, components: Readonly<Record<string, JsonSchema>>): JsonSchema {
  if (schema.$ref === undefined) return schema;
  return components[schema.$ref.slice(prefix.length)] ?? {};
}

/** `Message` of `#/components/schemas/Message`. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

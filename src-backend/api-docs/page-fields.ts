import { Html, html, nothing } from './html.ts';
import type { JsonSchema } from './openapi-document.ts';
import { nameOfRef, resolveRef } from './to-json-schema.ts';

// Schemas in words: what a field is, whether it must be there, what limits it has.

type Components = Readonly<Record<string, JsonSchema>>;

interface Field {
  name: string;
  schema: JsonSchema;
  isRequired: boolean;
}

const maxDepth = 4;

/**
 * A table of the schema's fields, with those of objects inside of it below them; what it is when it is no object. A
 * schema with a name is opened, and the name leads to where it stands.
 */
export function fieldsTable(schema: JsonSchema, caption: string, components: Components): Html {
  const fields = fieldsOf(resolveRef(schema, components), '', 0);
  if (fields.length === 0) return html`<p><strong>${caption}:</strong> ${typeWords(schema)}</p>`;
  const named = schema.$ref === undefined ? nothing : html`: ${typeWords(schema)}`;
  const rows = fields.map(
    ({ name, schema: field, isRequired }) =>
      html`<tr>
        <th scope="row"><code>${name}</code>${isRequired ? nothing : html` <small>optional</small>`}</th>
        <td>${typeWords(field)}</td>
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${caption}">
    <table>
      <caption>
        ${caption}${named}
      </caption>
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Type and limits</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function fieldsOf(schema: JsonSchema, prefix: string, depth: number): Field[] {
  const inner = { ...schema.properties };
  return Object.entries(inner).flatMap(([key, field]) => {
    const name = `${prefix}${key}`;
    const isRequired = schema.required?.includes(key) ?? false;
    const below = depth === maxDepth ? [] : fieldsBelow(withoutNull(field), name, depth + 1);
    return [{ name, schema: field, isRequired }, ...below];
  });
}

function fieldsBelow(schema: JsonSchema, name: string, depth: number): Field[] {
  if (schema.properties !== undefined) return fieldsOf(schema, `${name}.`, depth);
  if (schema.items?.properties !== undefined) return fieldsOf(schema.items, `${name}[].`, depth);
  return [];
}

function withoutNull(schema: JsonSchema): JsonSchema {
  const [one, ...others] = (schema.anyOf ?? []).filter(({ type }) => type !== 'null');
  return one !== undefined && others.length === 0 ? one : schema;
}

/** `text, 1 to 200 characters`, with links to what has a name. */
export function typeWords(schema: JsonSchema): Html {
  if (schema.$ref !== undefined) {
    const name = nameOfRef(schema.$ref);
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return joined(
      schema.enum.map((value) => html`<code>${String(value)}</code>`),
      ' · ',
    );
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return html`${joined(parts.map(partWords), ' or ')}${initial(schema)}`;
  if (schema.allOf !== undefined) return joined(schema.allOf.map(partWords), ' and ');
  if (typeof schema.type === 'object') {
    return joined(
      schema.type.map((type) => typeWords({ ...schema, type })),
      ' or ',
    );
  }
  if (schema.type === 'array') {
    const of = schema.items === undefined ? nothing : html` of ${typeWords(schema.items)}`;
    return html`list${of}${limits(schema)}${initial(schema)}`;
  }
  return html`${kindOf(schema)}${limits(schema)}${initial(schema)}`;
}

/** A part of a choice: an object by what tells it from the others. */
function partWords(schema: JsonSchema): Html {
  if (schema.properties === undefined) return typeWords(schema);
  const telling = Object.entries(schema.properties).filter(([, field]) => field.const !== undefined);
  const names = Object.keys(schema.properties).filter((key) => !telling.some(([name]) => name === key));
  const head = telling.map(([key, field]) => html`${key}: <code>${JSON.stringify(field.const)}</code>`);
  const rest = names.map((key) => html`${key}${schema.required?.includes(key) === true ? '' : '?'}`);
  return html`{ ${joined([...head, ...rest], ', ')} }`;
}

function kindOf(schema: JsonSchema): string {
  if (schema.format === 'uuid') return 'id (UUID)';
  if (schema.format === 'date-time') return 'time (ISO 8601)';
  if (schema.format === 'email') return 'e-mail address';
  if (schema.format === 'uri') return 'address (URL)';
  if (schema.format === 'binary') return 'file';
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'integer':
      return 'whole number';
    case 'boolean':
      return 'true or false';
    case 'object':
      return 'object';
    default:
      return String(schema.type ?? 'anything');
  }
}

function limits(schema: JsonSchema): Html {
  if (schema.type === 'null') return nothing;
  const range = (low: number | undefined, high: number | undefined, unit: string): string | null => {
    if (low === undefined && high === undefined) return null;
    if (high === undefined) return `at least ${low}${unit}`;
    return low === undefined || low === high
      ? `${low === undefined ? 'at most ' : ''}${high}${unit}`
      : `${low} to ${high}${unit}`;
  };
  const words = [
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' entries'),
    range(schema.minimum, schema.maximum, ''),
  ].filter((part) => part !== null);
  const pattern = schema.pattern === undefined ? nothing : html`, <code class="pattern">${schema.pattern}</code>`;
  return html`${words.map((part) => html`, ${part}`)}${pattern}`;
}

function initial({ default: value }: JsonSchema): Html {
  return value === undefined ? nothing : html`, default <code>${JSON.stringify(value)}</code>`;
}

function joined(parts: readonly Html[], between: string): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html`${between}${part}`))}`;
}

import { z } from 'zod';
import type { MediaKind } from '../content.ts';
import { OutgoingMedia } from '../outgoing-media.ts';
import type { LineField, TemplateField } from './field.ts';
import { templateLimits } from './limits.ts';
import { suffixOf } from './form-buttons.ts';
import { lengthOf } from './variables.ts';

// What may be handed in for each kind of field. Texts are for the person in front of the form.

/** By key of the field. What no field asks for is passed over: a form may keep the values of another template. */
export type TemplateValues = Readonly<Record<string, unknown>>;

/** One line, as Meta takes the values of parameters (132018), that is no placeholder somebody forgot to replace. */
const line = z
  .string({ error: 'Fill this in' })
  .refine((text) => !/[\n\r\t]| {4}/.test(text), 'Keep this on one line: no line breaks, tabs or rows of blanks')
  .refine((text) => !/\{\{|\}\}/.test(text), 'Replace the {{placeholder}}: the customer would read the braces');
const suffix = line.refine((text) => !/\s/.test(text), 'Leave out the blanks: this is part of a link');

const place = z.object({
  latitude: z.number('Say where it is').min(-90, 'This is no latitude').max(90, 'This is no latitude'),
  longitude: z.number('Say where it is').min(-180, 'This is no longitude').max(180, 'This is no longitude'),
  name: z.string().max(1000).nullable().default(null),
  address: z.string().max(1000).nullable().default(null),
});
const productId = z
  .string('Name the product')
  .trim()
  .min(1, 'Name the product')
  .max(256, 'This is too long for a product');
const product = z.object({ productId, catalogId: productId.nullable().default(null) });
const products = z.object({
  sections: z
    .array(
      z.object({
        title: z.string().trim().min(1, 'Give the section a title').max(24, 'Shorten the title to 24 characters'),
        productIds: z.array(productId).min(1, 'Choose a product'),
      }),
    )
    .min(1, 'Choose a product')
    .max(templateLimits.sections, `WhatsApp takes at most ${templateLimits.sections} sections`)
    .refine(
      (sections) => sections.reduce((sum, { productIds }) => sum + productIds.length, 0) <= templateLimits.products,
      `WhatsApp takes at most ${templateLimits.products} products`,
    ),
  thumbnail: productId.nullable().default(null),
});
const moment = z.int('Say when it ends').min(0, 'Say when it ends').max(8.64e15, 'This is too far away');
const data = z.record(z.string(), z.unknown(), 'This must be a JSON object');

/** A value in the form its field asks for. */
export type FieldValue =
  | { kind: 'line'; text: string }
  | { kind: 'media'; mediaKind: MediaKind; media: OutgoingMedia }
  | ({ kind: 'location' } & z.output<typeof place>)
  | ({ kind: 'product' } & z.output<typeof product>)
  | ({ kind: 'products' } & z.output<typeof products>)
  | { kind: 'moment'; at: number }
  | { kind: 'data'; name: 'flow_action_data' | 'order_details'; data: Record<string, unknown> };

export type ReadValue = { ok: true; value: FieldValue } | { ok: false; message: string };

/** Nothing was handed in: an empty or blank text is nothing, too. */
export function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || (typeof given === 'string' && given.trim() === '');
}

export function readValue(field: TemplateField, given: unknown, now: number): ReadValue {
  switch (field.kind) {
    case 'media':
      return read(OutgoingMedia, given, (media) => ({ kind: 'media', mediaKind: field.mediaKind, media }));
    case 'location':
      return read(place, given, (value) => ({ kind: 'location', ...value }));
    case 'product':
      return read(product, given, (value) => ({ kind: 'product', ...value }));
    case 'products':
      return read(products, given, (value) => ({ kind: 'products', ...value }));
    case 'moment':
      return read(
        moment.refine((at) => at > now, 'This has passed: the offer must end later than now'),
        given,
        (at) => ({ kind: 'moment', at }),
      );
    case 'data':
      return read(data, given, (value) => ({ kind: 'data', name: field.name, data: value }));
    default: {
      const own = typeof given === 'string' && field.base !== undefined ? suffixOf(given, field.base) : given;
      if (isEmpty(own)) return { ok: false, message: 'Fill this in' };
      const length = typeof own === 'string' ? lengthFor(field, own) : 0;
      if (length > field.maxLength) {
        return { ok: false, message: `Shorten this to ${field.maxLength} characters: it has ${length}` };
      }
      return read(field.kind === 'suffix' ? suffix : line, own, (text) => ({ kind: 'line', text }));
    }
  }
}

/** WhatsApp counts an emoji in codes, links and payloads as the two halves it has there. */
function lengthFor({ kind }: LineField, text: string): number {
  return kind === 'text' ? lengthOf(text) : text.length;
}

function read<S extends z.ZodType>(schema: S, given: unknown, to: (value: z.output<S>) => FieldValue): ReadValue {
  const parsed = schema.safeParse(given);
  if (parsed.success) return { ok: true, value: to(parsed.data) };
  const words = parsed.error.issues[0]?.message ?? 'is not right';
  return { ok: false, message: words.charAt(0).toUpperCase() + words.slice(1) };
}

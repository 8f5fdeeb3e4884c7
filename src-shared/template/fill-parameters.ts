import type { OutgoingMedia } from '../outgoing-media.ts';
import type { FormPart, PartField } from './field.ts';
import type { FieldValue } from './value.ts';

type Json = Record<string, unknown>;
/** One component of a send, as `POST /{phone}/messages` takes it. */
export type SendComponent = { type: string } & Json;

/** The parameters of one component, in Meta's form; none when there is nothing to fill. */
export function parametersOf(part: FormPart, read: ReadonlyMap<string, FieldValue>, isNamed: boolean): Json[] {
  if (part.button?.subType === 'flow') return [action(flowAction(part, read))];
  return part.fields.flatMap((field) => {
    const value = read.get(field.key);
    return value === undefined ? [] : [parameterOf(part, field, value, isNamed)];
  });
}

const action = (content: Json): Json => ({ type: 'action', action: content });

function parameterOf(part: FormPart, field: PartField, value: FieldValue, isNamed: boolean): Json {
  switch (value.kind) {
    case 'line':
      return lineParameter(part, field, value.text, isNamed);
    case 'media':
      return { type: value.mediaKind, [value.mediaKind]: toFile(value.media, value.mediaKind === 'document') };
    case 'location': {
      const { latitude, longitude, name, address } = value;
      return { type: 'location', location: { latitude, longitude, ...known({ name, address }) } };
    }
    case 'product':
      return {
        type: 'product',
        product: { product_retailer_id: value.productId, ...known({ catalog_id: value.catalogId }) },
      };
    case 'products':
      return action({
        // Meta asks for one; people expect the first.
        thumbnail_product_retailer_id: value.thumbnail ?? value.sections[0]?.productIds[0] ?? '',
        sections: value.sections.map(({ title, productIds }) => ({
          title,
          product_items: productIds.map((id) => ({ product_retailer_id: id })),
        })),
      });
    case 'moment':
      return { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: value.at } };
    case 'data':
      return action({ [value.name]: value.data });
  }
}

function lineParameter(part: FormPart, field: PartField, text: string, isNamed: boolean): Json {
  switch (part.button?.subType) {
    case undefined: {
      const name = isNamed && field.variable !== undefined ? { parameter_name: field.variable } : {};
      return { type: 'text', ...name, text };
    }
    case 'quick_reply':
      return { type: 'payload', payload: text };
    case 'copy_code':
      return { type: 'coupon_code', coupon_code: text };
    case 'catalog':
      return action({ thumbnail_product_retailer_id: text });
    default:
      return { type: 'text', text };
  }
}

/** Meta refuses a button of a flow without its parameter, and writes this token itself where there is none. */
function flowAction({ fields }: FormPart, read: ReadonlyMap<string, FieldValue>): Json {
  const values = fields.flatMap(({ key }) => read.get(key) ?? []);
  const token = values.find((value) => value.kind === 'line')?.text ?? 'unused';
  const data = values.find((value) => value.kind === 'data')?.data;
  return { flow_token: token, ...(data === undefined ? {} : { flow_action_data: data }) };
}

/** Files that Parley keeps stand here with our id: whoever sends the message puts Meta's in its place. */
function toFile({ id, metaId, link, filename }: OutgoingMedia, isDocument: boolean): Json {
  const source = link === undefined ? { id: id ?? metaId } : { link };
  return { ...source, ...(isDocument && filename !== undefined ? { filename } : {}) };
}

function known(values: Record<string, string | null>): Json {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

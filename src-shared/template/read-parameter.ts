import type { FormPart, PartField } from './field.ts';
import type { TemplateValues } from './value.ts';

type Json = Readonly<Record<string, unknown>>;

/** The types of parameters that can fill a field. */
export function typesFor(part: FormPart, field: PartField): readonly string[] {
  switch (field.kind) {
    case 'media':
      return field.mediaKind === 'video' ? ['video', 'gif'] : [field.mediaKind];
    case 'location':
    case 'product':
    case 'payload':
      return [field.kind];
    case 'moment':
      return ['limited_time_offer'];
    case 'text':
      return ['text', 'currency', 'date_time'];
    case 'suffix':
      return ['text'];
    case 'code':
      return part.button?.subType === 'copy_code' ? ['coupon_code'] : ['text'];
    case 'products':
    case 'product_id':
    case 'flow_token':
    case 'data':
      return ['action'];
  }
}

/** The values of one parameter by key of their fields; null when it is of another type. Not looked at any closer. */
export function readParameter(part: FormPart, field: PartField, parameter: Json): TemplateValues | null {
  const type = typeof parameter['type'] === 'string' ? parameter['type'].toLowerCase() : '';
  if (!typesFor(part, field).includes(type)) return null;
  const content = parameter[type];
  const of = toRecord(content);
  switch (field.kind) {
    case 'media':
      return { [field.key]: toMedia(of) };
    case 'location': {
      const { latitude, longitude, name = null, address = null } = of;
      return { [field.key]: { latitude: toNumber(latitude), longitude: toNumber(longitude), name, address } };
    }
    case 'product':
      return { [field.key]: { productId: of['product_retailer_id'], catalogId: of['catalog_id'] ?? null } };
    case 'moment':
      return { [field.key]: of['expiration_time_ms'] };
    case 'products':
      return { [field.key]: toProducts(of) };
    case 'product_id':
      return { [field.key]: of['thumbnail_product_retailer_id'] };
    case 'flow_token':
      return fromFlow(part, of);
    case 'data':
      return { [field.key]: of[field.name] };
    default:
      return { [field.key]: type === 'currency' || type === 'date_time' ? of['fallback_value'] : content };
  }
}

/** A flow's one parameter fills two fields. */
function fromFlow({ fields }: FormPart, action: Json): TemplateValues {
  const { flow_token: token, flow_action_data: data } = action;
  // What stands there when nobody chose a token.
  const own = token === 'unused' ? undefined : token;
  const pairs = fields.map(({ key, kind }) => [key, kind === 'data' ? data : own]);
  return Object.fromEntries(pairs);
}

const ourId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Our ids of files are UUIDs, Meta's are digits. With an id Meta does not look at the link. */
function toMedia({ id, link, filename }: Json): Json {
  const name = filename === undefined ? {} : { filename };
  if (id === undefined || id === null || id === '') return { link, ...name };
  const text = typeof id === 'number' ? String(id) : id;
  return { ...(typeof text === 'string' && ourId.test(text) ? { id: text } : { metaId: text }), ...name };
}

function toProducts({ sections, thumbnail_product_retailer_id: thumbnail = null }: Json): Json {
  const all = Array.isArray(sections) ? sections.map(toRecord) : [];
  return {
    thumbnail,
    sections: all.map(({ title, product_items: items }) => ({
      title,
      productIds: Array.isArray(items) ? items.map((item) => toRecord(item)['product_retailer_id']) : [],
    })),
  };
}

const toRecord = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** Meta takes degrees as text, too. */
const toNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,3}(?:\.\d{1,20})?$/.test(value) ? Number(value) : value;

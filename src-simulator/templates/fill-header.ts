import type { FilledHeader, FilledMedia } from './filled-template.ts';
import { fillText } from './fill-text.ts';
import {
  badValue,
  countMismatch,
  formatMismatch,
  isObject,
  type Json,
  missingParameter,
  type Parameter,
} from './send-components.ts';
import type { HeaderComponent, ParameterFormat } from './template.ts';

const headerLimit = 60;

/** The header a customer sees. Media and places come with the send, samples are never shown. */
export function fillHeader(
  header: HeaderComponent | undefined,
  parameters: readonly Parameter[],
  format: ParameterFormat,
): FilledHeader | null {
  if (!header) {
    if (parameters.length > 0) throw countMismatch('header', parameters.length, 0);
    return null;
  }
  if (header.format === 'TEXT') {
    return { type: 'text', text: fillText(header.text, parameters, { where: 'header', format, limit: headerLimit }) };
  }
  const [parameter] = parameters;
  const accepted = header.format === 'GIF' ? ['gif', 'video'] : [header.format.toLowerCase()];
  if (!parameter || !accepted.includes(parameter.type)) {
    const received = parameter?.type.toUpperCase().slice(0, 40) ?? 'UNKNOWN';
    throw formatMismatch(`header: Format mismatch, expected ${header.format}, received ${received}`);
  }
  if (parameters.length > 1) throw countMismatch('header', parameters.length, 1);
  const content = parameter.value[parameter.type];
  if (!isObject(content)) {
    throw missingParameter(`header: Parameter of type ${parameter.type} is missing ${parameter.type} value`);
  }
  if (header.format === 'LOCATION') return toPlace(content);
  if (header.format === 'PRODUCT') return toProduct(content);
  const media = readMedia(content, parameter.type);
  switch (header.format) {
    case 'IMAGE':
      return { type: 'image', media };
    case 'VIDEO':
      return { type: 'video', media };
    case 'DOCUMENT':
      return { type: 'document', media };
    case 'GIF':
      return { type: 'gif', media };
  }
}

function readMedia(content: Json, type: string): FilledMedia {
  const { id, link, filename } = content;
  const mediaId = typeof id === 'string' || typeof id === 'number' ? String(id) : '';
  if (mediaId === '' && (typeof link !== 'string' || link === '')) {
    throw missingParameter(`header: Parameter of type ${type} needs an id or a link`);
  }
  return {
    id: mediaId === '' ? null : mediaId,
    link: mediaId === '' && typeof link === 'string' ? link : null,
    filename: typeof filename === 'string' ? filename : null,
  };
}

function toPlace(content: Json): FilledHeader {
  const [latitude, longitude] = [toDegrees(content['latitude'], 90), toDegrees(content['longitude'], 180)];
  if (latitude === null || longitude === null) {
    throw badValue('header: latitude and longitude must be numbers of degrees');
  }
  return { type: 'location', latitude, longitude, name: toText(content['name']), address: toText(content['address']) };
}

function toProduct(content: Json): FilledHeader {
  const productRetailerId = toText(content['product_retailer_id']);
  if (productRetailerId === null) throw missingParameter('header: product_retailer_id is required');
  return { type: 'product', productRetailerId, catalogId: toText(content['catalog_id']) };
}

function toDegrees(value: unknown, most: number): number | null {
  if ((typeof value !== 'string' && typeof value !== 'number') || value === '') return null;
  const degrees = Number(value);
  return Math.abs(degrees) <= most ? degrees : null;
}

function toText(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

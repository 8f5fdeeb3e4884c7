import { detectTypes, findContentFault, isAnimatedWebp } from '../../media/sniff.ts';
import { mediaTypes, sizeLimit } from '../../media/media-types.ts';
import { GraphError, invalidParameter } from '../graph-error.ts';
import type { FormPart } from './multipart.ts';

export interface UploadedFile {
  bytes: Buffer;
  mimeType: string;
  filename: string | null;
}

/** Reads the form of `POST /{number}/media`, refusing with Meta's error what Meta would refuse. */
export function parseUpload(form: readonly FormPart[]): UploadedFile {
  const product = textOf(form, 'messaging_product');
  if (product === null) throw invalidParameter('The parameter messaging_product is required.');
  if (product !== 'whatsapp') {
    throw invalidParameter(`Param messaging_product must be one of {WHATSAPP} - got "${product.slice(0, 40)}".`);
  }
  const file = form.find(({ name, filename }) => name === 'file' && filename !== null);
  if (!file) throw invalidParameter('The parameter file is required.');

  const mimeType = readMimeType(file, textOf(form, 'type'));
  checkFile(file.bytes, mimeType);
  return { bytes: file.bytes, mimeType, filename: file.filename === '' ? null : file.filename };
}

/** The part's own type; where the client left that open, the form's `type`. */
function readMimeType(file: FormPart, declared: string | null): string {
  const isOpen = file.contentType === null || file.contentType === 'application/octet-stream';
  const mimeType = isOpen ? (declared ?? '').split(';')[0]!.trim().toLowerCase() : (file.contentType ?? '');
  if (mediaTypes.has(mimeType)) return mimeType;
  throw invalidParameter(
    `Param file must be a file with one of the following types: ${[...mediaTypes.keys()].join(', ')}. ` +
      `Received file of type '${(mimeType || 'application/octet-stream').slice(0, 100)}'.`,
  );
}

function checkFile(bytes: Buffer, mimeType: string): void {
  const kind = mediaTypes.get(mimeType) ?? 'document';
  const limit = sizeLimit(kind, isAnimatedWebp(bytes));
  if (bytes.length > limit) {
    throw new GraphError(100, '(#100) Invalid parameter', {
      details: `File Too Large: the ${kind} has ${bytes.length} bytes, at most ${limit} are allowed.`,
    });
  }
  const detected = detectTypes(bytes);
  if (!detected.includes(mimeType)) {
    throw uploadError(
      `Media file is declared as ${mimeType} but its content is ${detected[0] ?? 'of no supported type'}.`,
    );
  }
  const fault = findContentFault(bytes, mimeType);
  if (fault !== null) throw uploadError(fault);
}

function uploadError(details: string): GraphError {
  return new GraphError(131053, '(#131053) Media upload error', { details });
}

function textOf(form: readonly FormPart[], name: string): string | null {
  // curl users quote values as the documentation does: -F 'messaging_product="whatsapp"'.
  const part = form.find((candidate) => candidate.name === name && candidate.filename === null);
  return part === undefined ? null : part.bytes.toString('utf8').replace(/^"(.*)"$/s, '$1');
}

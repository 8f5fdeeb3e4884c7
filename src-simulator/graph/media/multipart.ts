/**
 * Reads `multipart/form-data` (RFC 7578) out of one buffer. Our own, because the simulator is bundled into one file and
 * needs so little of it. Strict: what a browser, curl or fetch would never send is refused, so that a client's broken
 * form is noticed here and not at Meta.
 */
export interface FormPart {
  name: string;
  /** Null for a plain field. */
  filename: string | null;
  /** Of the part's own header, lower case and without parameters; null when it has none. */
  contentType: string | null;
  bytes: Buffer;
}

/** The form is not what its Content-Type says; the message tells what is wrong with it. */
export class MultipartError extends Error {
  override readonly name = 'MultipartError';
}

const maxParts = 32;
const maxHeaderBytes = 8 * 1024;
const lineEnd = Buffer.from('\r\n');
const headersEnd = Buffer.from('\r\n\r\n');

/** The boundary that `contentType` names. */
export function readBoundary(contentType: string): string {
  const found = /;\s*boundary=(?:"([^"]*)"|([^\s;"]*))\s*(?:;|$)/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2] ?? '';
  // RFC 2046: 1 to 70 characters of this set, not ending in a space.
  if (!/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw new MultipartError('The Content-Type names no valid boundary.');
  }
  return boundary;
}

/** All parts in their order; their bytes are views into `body`. Throws {@link MultipartError}. */
export function readMultipart(body: Buffer, boundary: string): FormPart[] {
  const opening = Buffer.from(`--${boundary}`);
  const delimiter = Buffer.concat([lineEnd, opening]);
  if (!body.subarray(0, opening.length).equals(opening)) {
    throw new MultipartError('The body does not begin with its boundary.');
  }
  const parts: FormPart[] = [];
  let at = opening.length;
  for (;;) {
    if (body.toString('latin1', at, at + 2) === '--') return parts;
    at = skipLineEnd(body, at);
    if (parts.length === maxParts) throw new MultipartError(`The form has more than ${maxParts} parts.`);
    const bodyStart = findBodyStart(body, at);
    const end = body.indexOf(delimiter, bodyStart - lineEnd.length);
    if (end === -1) throw new MultipartError('The body ends inside a part.');
    const headers = body.toString('utf8', at, Math.max(at, bodyStart - headersEnd.length));
    // A part without bytes shares its line end with the delimiter.
    parts.push(toPart(headers, body.subarray(bodyStart, Math.max(bodyStart, end))));
    at = end + delimiter.length;
  }
}

function skipLineEnd(body: Buffer, from: number): number {
  let at = from;
  // Transport padding is allowed after a boundary.
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  if (body[at] !== 0x0d || body[at + 1] !== 0x0a) throw new MultipartError('A boundary is not followed by a line end.');
  return at + 2;
}

function findBodyStart(body: Buffer, from: number): number {
  const end = body.subarray(from, from + maxHeaderBytes).indexOf(headersEnd);
  if (end === -1) throw new MultipartError('The headers of a part do not end.');
  return from + end + headersEnd.length;
}

function toPart(headers: string, bytes: Buffer): FormPart {
  let disposition: string | null = null;
  let contentType: string | null = null;
  for (const line of headers.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new MultipartError('A part has a header without a name.');
    const value = line.slice(colon + 1).trim();
    const header = line.slice(0, colon).toLowerCase();
    if (header === 'content-disposition') disposition = value;
    if (header === 'content-type') contentType = value.split(';')[0]?.trim().toLowerCase() || null;
  }
  if (disposition === null || !/^form-data\s*(?:;|$)/i.test(disposition)) {
    throw new MultipartError('A part is not form-data.');
  }
  const name = readParameter(disposition, 'name');
  if (name === null || name === '') throw new MultipartError('A part has no name.');
  return { name, filename: readParameter(disposition, 'filename'), contentType, bytes };
}

/** Quoted or bare. Quotes in names come as `%22` (browsers, fetch) or `\"` (curl). */
function readParameter(disposition: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, 'i').exec(disposition);
  if (!found) return null;
  return (found[1] ?? found[2] ?? '')
    .replace(/\\(["\\])/g, '$1')
    .replace(/%22/g, '"')
    .replace(/%0D%0A/gi, ' ');
}

import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { largestFile } from '../../media/media-types.ts';
import { readBody } from '../../media/read-body.ts';
import { invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { createUploadSessions, type UploadPlan } from './sessions.ts';
import { wordOf } from '../word-of.ts';

type Query = Readonly<Record<string, unknown>>;

const fileTypes: ReadonlyMap<string, string> = new Map([
  ['application/pdf', 'application/pdf'],
  ['image/jpeg', 'image/jpeg'],
  ['image/jpg', 'image/jpeg'],
  ['image/png', 'image/png'],
  ['video/mp4', 'video/mp4'],
]);

/** The resumable upload of templates' samples and profile pictures: a session, the bytes, a handle. */
export function registerUploads(app: GraphApp, parts: GraphParts): void {
  const sessions = createUploadSessions(parts);

  app.post<{ Params: { node: string }; Querystring: Query }>('/:node/uploads', async (request) => {
    if (request.params.node !== parts.company.appId) throw unknownObject(request.params.node, 'post');
    // Graph takes parameters from the body and from the query.
    const body = typeof request.body === 'object' && request.body !== null ? request.body : {};
    return { id: sessions.open(toPlan({ ...request.query, ...body })) };
  });

  void app.register(async (scope) => {
    // The file itself, whatever it is called.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request: FastifyRequest, payload: Readable) => readBody(payload, largestFile));

    // A doubled colon is how the router writes one.
    scope.get<{ Params: { session: string }; Querystring: Query }>('/upload:::session', async (request) => {
      const id = toSessionId(request);
      return { id, file_offset: sessions.offsetOf(id, 'get') };
    });

    scope.post<{ Params: { session: string }; Querystring: Query }>('/upload:::session', async (request) => {
      const id = toSessionId(request);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const handle = sessions.append(id, toOffset(request.headers['file_offset']), bytes);
      return handle === null ? { id, file_offset: sessions.offsetOf(id, 'post') } : { h: handle };
    });
  });
}

function toPlan(values: Query): UploadPlan {
  const type = values['file_type'];
  if (type === undefined) throw invalidParameter('The parameter file_type is required.');
  const mimeType = fileTypes.get(wordOf(type).toLowerCase());
  if (mimeType === undefined) {
    throw invalidParameter(
      `Param file_type must be one of {${[...fileTypes.keys()].join(', ')}} - got "${wordOf(type).slice(0, 100)}".`,
    );
  }
  if (values['file_length'] === undefined) throw invalidParameter('The parameter file_length is required.');
  const length = toWholeNumber(values['file_length']);
  if (length === null || length < 1 || length > largestFile) {
    throw invalidParameter(`Param file_length must be a number of bytes from 1 to ${largestFile}.`);
  }
  const name = values['file_name'];
  return { mimeType, length, filename: typeof name === 'string' && name !== '' ? name.slice(0, 255) : null };
}

function toSessionId(request: { params: { session: string }; query: Query }): string {
  return `upload:${request.params.session}?sig=${wordOf(request.query['sig'])}`;
}

function toOffset(header: unknown): number {
  const offset = toWholeNumber(header ?? '0');
  if (offset === null) throw invalidParameter('Param file_offset must be a number of bytes.');
  return offset;
}

function toWholeNumber(value: unknown): number | null {
  return (typeof value === 'string' || typeof value === 'number') && /^\d{1,12}$/.test(wordOf(value))
    ? Number(value)
    : null;
}

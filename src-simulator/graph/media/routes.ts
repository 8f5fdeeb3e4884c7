import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { attachmentsPath, type MediaFile } from '../../media/media-store.ts';
import { largestFile } from '../../media/media-types.ts';
import { readBody } from '../../media/read-body.ts';
import { parseFields, selectFields } from '../fields.ts';
import { GraphError, invalidParameter, unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import type { Caller } from '../tokens.ts';
import { type FormPart, MultipartError, readBoundary, readMultipart } from './multipart.ts';
import { parseUpload } from './upload-form.ts';
import { wordOf } from '../word-of.ts';

interface NodeRequest {
  params: { node: string };
  query: Record<string, unknown>;
  caller: Caller;
  host: string;
}

/** Told by its class from what other parsers make of a body. */
class MultipartForm {
  readonly parts: readonly FormPart[];

  constructor(parts: readonly FormPart[]) {
    this.parts = parts;
  }
}

/** Room for the form around the largest file. */
const formOverhead = 64 * 1024;

/** Upload, deletion and download of media. The look-up shares its path with all other nodes: {@link lookUpMedia}. */
export function registerMedia(app: GraphApp, parts: GraphParts): void {
  void app.register(async (scope) => {
    scope.addContentTypeParser('multipart/form-data', async (request: FastifyRequest, payload: Readable) =>
      readForm(await readBody(payload, largestFile + formOverhead), request.headers['content-type'] ?? ''),
    );
    scope.post<{ Params: { node: string } }>('/:node/media', async (request) => {
      const number = parts.nodes.getNumber(request.params.node, request.caller, 'post', 'whatsapp_business_messaging');
      const { bytes, mimeType, filename } = parseUpload(toForm(request.body));
      const named = filename === null ? {} : { filename };
      return { id: parts.media.add({ bytes, mimeType, ...named, uploadedBy: number.id }).id };
    });
  });

  app.delete<{ Params: { node: string }; Querystring: Record<string, unknown> }>('/:node', async (request) => {
    const file = findMedia(parts, request, 'delete');
    if (!file) throw unknownObject(request.params.node, 'delete');
    parts.media.remove(file.id);
    return { success: true };
  });

  app.get<{ Querystring: Record<string, unknown> }>(attachmentsPath, async (request, reply) => {
    const named = parts.faults.current().mediaMissing ? undefined : parts.media.findByUrl(request.query);
    // Whoever may not look it up may not download it.
    const file = named && findMedia(parts, { ...toNode(named.id), caller: request.caller }, 'get');
    if (!file) {
      throw new GraphError(100, '(#100) Invalid parameter', {
        status: 404,
        details: 'The media URL has expired or its file is gone. Look the media id up again.',
      });
    }
    return sendFile(reply, file);
  });
}

/** What `GET /{media id}` answers; null when the id is no media that the caller may see. */
export function lookUpMedia(parts: GraphParts, request: NodeRequest): object | null {
  const file = findMedia(parts, request, 'get');
  if (!file) return null;
  const node = {
    messaging_product: 'whatsapp',
    url: parts.media.urlOf(file, `http://${request.host}`),
    mime_type: file.mimeType,
    sha256: file.sha256,
    file_size: file.bytes.length,
    id: file.id,
  };
  return selectFields(node, parseFields(request.query['fields']), Object.keys(node));
}

/** `?phone_number_id=` must name the number that uploaded or received it; without it any number of the caller will do. */
function findMedia(
  parts: GraphParts,
  request: Pick<NodeRequest, 'params' | 'query' | 'caller'>,
  method: 'get' | 'delete',
): MediaFile | undefined {
  const file = parts.faults.current().mediaMissing ? undefined : parts.media.find(request.params.node);
  if (!file) return undefined;
  const owner = file.uploadedBy ?? file.receivedBy;
  const named = request.query['phone_number_id'];
  if (named !== undefined && owner !== null && named !== owner) return undefined;
  if (owner === null) return request.caller.kind === 'app' ? undefined : file;
  try {
    parts.nodes.getNumber(owner, request.caller, method, 'whatsapp_business_messaging');
  } catch (error) {
    // The file of a number the caller has no right to is as unknown as one that is not there.
    if (error instanceof GraphError && (error.code === 100 || error.code === 10)) return undefined;
    throw error;
  }
  return file;
}

function toNode(id: string): Pick<NodeRequest, 'params' | 'query'> {
  return { params: { node: id }, query: {} };
}

function sendFile(reply: FastifyReply, file: MediaFile): FastifyReply {
  return reply
    .header('content-type', file.mimeType)
    .header('content-length', file.bytes.length)
    .header('cache-control', 'private, max-age=300')
    .send(file.bytes);
}

function readForm(body: Buffer, contentType: string): MultipartForm {
  try {
    return new MultipartForm(readMultipart(body, readBoundary(contentType)));
  } catch (error) {
    if (!(error instanceof MultipartError)) throw error;
    throw new GraphError(100, '(#100) Invalid parameter', { details: error.message });
  }
}

/** A body in JSON or form encoding has fields too, only never the file. */
function toForm(body: unknown): readonly FormPart[] {
  if (body instanceof MultipartForm) return body.parts;
  if (typeof body !== 'object' || body === null) throw invalidParameter('The parameter messaging_product is required.');
  return Object.entries(body).map(([name, value]) => ({
    name,
    filename: null,
    contentType: null,
    bytes: Buffer.from(wordOf(value)),
  }));
}

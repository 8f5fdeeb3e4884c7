import { Controller, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readRange } from '#shared/byte-range.ts';
import { AppError } from '#shared/error.ts';
import type { RestResponse } from '#shared/wire/rest.ts';
import { Allow } from '../auth/allow.ts';
import { CurrentPrincipal, type Principal } from '../auth/principal.ts';
import { type ParsedQuery, Route, RouteQuery } from '../platform/http/contract.ts';
import { MediaFiles } from './media-files.ts';
import { etagOf, headersOf, isNamed } from './media-headers.ts';
import { MediaUploads } from './media-uploads.ts';

@Controller()
export class MediaController {
  constructor(
    private readonly files: MediaFiles,
    private readonly uploads: MediaUploads,
  ) {}

  @Route('uploadMedia', 201)
  @Allow('message.send')
  async upload(
    @CurrentPrincipal() principal: Principal,
    @RouteQuery('uploadMedia') { kind, voice, id }: ParsedQuery<'uploadMedia'>,
    @Req() request: FastifyRequest,
  ): Promise<RestResponse<'uploadMedia'>> {
    const part = request.isMultipart() ? await request.file().catch(brokenForm) : undefined;
    if (part === undefined || part.fieldname !== 'file') {
      part?.file.resume();
      throw new AppError('invalid_input', 'Send a form (multipart/form-data) with one part named file', {
        details: { field: 'file' },
      });
    }
    const { filename = '', mimetype: declared } = part;
    const bytes = whole(part.file);
    try {
      const data = await this.uploads.add(principal, { bytes, filename, declared, kind, voice: voice ?? false, id });
      return { success: true, data };
    } finally {
      // What is left of a refused file goes nowhere, but its sender must get rid of it to read the answer.
      if (!request.raw.complete) request.raw.unpipe().resume();
    }
  }

  @Route('getMedia')
  @Allow('inbox.read')
  async get(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { row, file } = await this.files.open(tenantId, id);
    const { headers } = request;
    const etag = etagOf(row.sha256);
    void reply.headers(headersOf(row));
    if (isNamed(headers['if-none-match'], etag)) {
      await file.close();
      return void reply.code(304).send();
    }
    const ifRange = headers['if-range'];
    const isSame = ifRange === undefined || ifRange === etag;
    const range = isSame ? readRange(headers.range, file.size) : null;
    if (range === 'unsatisfiable') {
      await file.close();
      void reply.headers({ 'content-range': `bytes */${file.size}`, 'content-type': 'text/plain' });
      return void reply.code(416).send('');
    }
    const { start, end } = range ?? { start: 0, end: file.size };
    if (range !== null) void reply.code(206).header('content-range', `bytes ${start}-${end - 1}/${file.size}`);
    void reply.header('content-length', end - start);
    void reply.send(file.read(start, end));
  }

  @Route('fetchMedia')
  @Allow('message.send')
  async fetchAgain(
    @CurrentPrincipal() { tenantId }: Principal,
    @Param('id') id: string,
  ): Promise<RestResponse<'fetchMedia'>> {
    return { success: true, data: await this.files.fetchAgain(tenantId, id) };
  }
}

/** The bytes of a part; a form that breaks off is its sender's fault. */
async function* whole(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    brokenForm(error);
  }
}

function brokenForm(cause: unknown): never {
  throw new AppError('invalid_input', 'The form could not be read to its end: send the file again', {
    details: { field: 'file' },
    cause,
  });
}

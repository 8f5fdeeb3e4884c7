import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { parse } from '../control/control.ts';
import { ControlError } from '../control/control-error.ts';
import { createRandom } from '../engine/random.ts';
import type { MediaFile } from '../media/media-store.ts';
import { samples } from '../media/samples.ts';
import type { Simulator } from '../simulator.ts';
import { toRange } from './byte-range.ts';
import { kindOf } from './compose.ts';
import type { PhoneFile } from './wire.ts';

/** WhatsApp's own limit for files of customers. */
const fileLimit = 100 * 1024 * 1024;

const Upload = z.object({ filename: z.string().max(255).optional(), phoneNumberId: z.string().optional() });
const Sample = z.strictObject({
  of: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
  phoneNumberId: z.string().min(1),
});

/** Files of the phone: in from the composer, out to the bubbles. */
export function registerPhoneMedia(app: FastifyInstance, simulator: Simulator): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    );
    scope.post('/media', async (request): Promise<PhoneFile> => {
      const { filename, phoneNumberId } = parse(Upload, request.query);
      const bytes = request.body;
      if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
        throw new ControlError(400, 'invalid_input', 'Send the bytes of the file as the body');
      }
      const mimeType = (request.headers['content-type'] ?? 'application/octet-stream').split(';')[0]!.trim();
      const file = simulator.media.add({
        bytes,
        mimeType,
        uploadedBy: null,
        ...(filename === undefined ? {} : { filename: nameOnly(filename) }),
        ...(phoneNumberId === undefined ? {} : { receivedBy: phoneNumberId }),
      });
      return toPhoneFile(file, kindOf(mimeType, { isDocument: false, isVoice: false }));
    });
  });

  const random = createRandom(simulator.options.seed, 'phone-files');
  app.post('/samples', async (request): Promise<PhoneFile> => {
    const { of, phoneNumberId } = parse(Sample, request.body);
    const sample = { ...samples(of, random), uploadedBy: null, receivedBy: phoneNumberId };
    return toPhoneFile(simulator.media.add(sample), of);
  });

  app.get<{ Params: { id: string } }>('/media/:id', async (request, reply) => {
    const file = simulator.media.find(request.params.id);
    if (!file) throw new ControlError(404, 'not_found', 'This file is not there any more');
    const isShown = /^(?:image\/(?:jpeg|png|webp|gif)|audio\/|video\/)/.test(file.mimeType);
    void reply
      .type(isShown ? file.mimeType : 'application/octet-stream')
      .header('accept-ranges', 'bytes')
      .header('cache-control', 'private, max-age=3600')
      .header('x-content-type-options', 'nosniff')
      // A file somebody sends must never run as a page of this origin.
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', isShown ? 'inline' : attachment(file.filename ?? 'file'));
    const range = toRange(request.headers.range, file.bytes.length);
    if (range === null) return reply.send(file.bytes);
    if (range === 'unsatisfiable') {
      return reply.code(416).header('content-range', `bytes */${file.bytes.length}`).send();
    }
    return reply
      .code(206)
      .header('content-range', `bytes ${range.first}-${range.last}/${file.bytes.length}`)
      .send(file.bytes.subarray(range.first, range.last + 1));
  });
}

function toPhoneFile({ id, mimeType, filename, bytes }: MediaFile, of: PhoneFile['of']): PhoneFile {
  return { id, mimeType, filename, sizeBytes: bytes.length, of };
}

function nameOnly(filename: string): string {
  return filename.split(/[\\/]/).at(-1) || 'file';
}

function attachment(filename: string): string {
  return `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`;
}

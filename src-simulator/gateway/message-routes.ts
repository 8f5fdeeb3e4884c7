import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { toMediaContent } from '../media/media-content.ts';
import type { MediaFile } from '../media/media-store.ts';
import { detectTypes } from '../media/sniff.ts';
import type { Simulator } from '../simulator.ts';
import { GatewayError } from './api-error.ts';
import { fetchSource, typeOf } from './fetch-source.ts';
import type { Instance } from './instance.ts';
import { getInstance, type NamedInstance } from './instance-routes.ts';
import {
  type Card,
  SendAudio,
  SendContact,
  SendLocation,
  SendMedia,
  SendReaction,
  SendSticker,
  SendText,
} from './message-bodies.ts';
import { parseBody } from './parse-body.ts';
import { getPhone, getRecipient } from './recipients.ts';
import { answerSend } from './send.ts';

interface Addressed {
  number: string;
  quoted?: { key: { id: string } } | null | undefined;
}

interface Call<T> {
  instance: Instance;
  phone: BusinessNumber;
  customer: Customer;
  quotedId: string | undefined;
  body: T;
}

/** Messages of a linked device: into the customer's chat, and back as SEND_MESSAGE and MESSAGES_UPDATE. */
export function registerSending(app: FastifyInstance, simulator: Simulator): void {
  const { gateway, media } = simulator;

  const read = <T extends Addressed>(request: FastifyRequest<NamedInstance>, schema: z.ZodType<T>): Call<T> => {
    const instance = getInstance(gateway, request);
    const body = parseBody(schema, request.body);
    const phone = getPhone(instance);
    return { instance, phone, body, customer: getRecipient(simulator, body.number), quotedId: body.quoted?.key.id };
  };

  const addFile = async (
    { phone }: { phone: BusinessNumber },
    source: string,
    wanted: { mimeType?: string | undefined; filename?: string | undefined } = {},
  ): Promise<MediaFile> => {
    const file = await fetchSource(source);
    const filename = wanted.filename ?? file.filename;
    return media.add({
      bytes: file.bytes,
      mimeType: typeOf(file, wanted.mimeType),
      uploadedBy: phone.id,
      ...(filename === null ? {} : { filename }),
    });
  };

  app.post<NamedInstance>('/message/sendText/:instance', async (request, reply) => {
    const call = read(request, SendText);
    const draft = { type: 'text', content: { body: call.body.text }, quotedId: call.quotedId };
    return await answerSend(simulator, reply, call, draft);
  });

  app.post<NamedInstance>('/message/sendMedia/:instance', async (request, reply) => {
    const call = read(request, SendMedia);
    const { mediatype, media: source, mimetype, caption, fileName } = call.body;
    if (mediatype === 'document' && fileName === undefined && !/^https?:/i.test(source)) {
      throw new GatewayError(400, ['For base64 the file name must be informed.']);
    }
    const file = await addFile(call, source, { mimeType: mimetype, filename: fileName });
    const content = toMediaContent(file, {
      ...(caption === undefined || caption === '' ? {} : { caption }),
      ...(mediatype === 'document' ? { filename: file.filename ?? 'file' } : {}),
      ...(mediatype === 'audio' ? { voice: false } : {}),
    });
    return await answerSend(simulator, reply, call, { type: mediatype, content, quotedId: call.quotedId });
  });

  app.post<NamedInstance>('/message/sendWhatsAppAudio/:instance', async (request, reply) => {
    const call = read(request, SendAudio);
    const file = await addFile(call, call.body.audio);
    const content = { ...toMediaContent(file, { voice: true }) };
    // A real gateway converts to Opus. What is something else stays so here, and is never reported as played.
    const isVoice = detectTypes(file.bytes).includes('audio/ogg');
    const use = { kind: 'audio', path: 'audio', source: { id: file.id }, isVoice, holder: content } as const;
    const draft = { type: 'audio', content, quotedId: call.quotedId };
    return await answerSend(simulator, reply, call, isVoice ? { ...draft, files: [use] } : draft);
  });

  app.post<NamedInstance>('/message/sendSticker/:instance', async (request, reply) => {
    const call = read(request, SendSticker);
    const content = toMediaContent(await addFile(call, call.body.sticker), { animated: false });
    return await answerSend(simulator, reply, call, { type: 'sticker', content, quotedId: call.quotedId });
  });

  app.post<NamedInstance>('/message/sendLocation/:instance', async (request, reply) => {
    const call = read(request, SendLocation);
    const { latitude, longitude, name, address } = call.body;
    const content = { latitude, longitude, name, address };
    return await answerSend(simulator, reply, call, { type: 'location', content, quotedId: call.quotedId });
  });

  app.post<NamedInstance>('/message/sendContact/:instance', async (request, reply) => {
    const call = read(request, SendContact);
    const content = call.body.contact.map(toCard);
    return await answerSend(simulator, reply, call, { type: 'contacts', content, quotedId: call.quotedId });
  });

  app.post<NamedInstance>('/message/sendReaction/:instance', async (request, reply) => {
    const instance = getInstance(gateway, request);
    const { key, reaction } = parseBody(SendReaction, request.body);
    getPhone(instance);
    const customer = getRecipient(simulator, key.remoteJid);
    const content = { message_id: gateway.keys.wamidOf(key.id) ?? key.id, emoji: reaction };
    return await answerSend(simulator, reply, { instance, customer }, { type: 'reaction', content });
  });
}

function toCard({ fullName, phoneNumber, wuid, organization, email, url }: Card): object {
  const digits = wuid ?? phoneNumber.replace(/\D/g, '');
  const [first = fullName, ...rest] = fullName.split(/\s+/);
  return {
    name: { formatted_name: fullName, first_name: first, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) },
    phones: [{ phone: phoneNumber, wa_id: digits, type: 'CELL' }],
    ...(organization === undefined ? {} : { org: { company: organization } }),
    ...(email === undefined ? {} : { emails: [{ email, type: 'WORK' }] }),
    ...(url === undefined ? {} : { urls: [{ url, type: 'WORK' }] }),
  };
}

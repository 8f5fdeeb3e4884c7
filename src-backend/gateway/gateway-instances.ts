import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { InstanceAddress } from './endpoint-address.ts';
import { type GatewayAnswer, GatewayClient } from './gateway.client.ts';

/** `missing`: the gateway knows no such device. */
export type ConnectionState = 'open' | 'connecting' | 'close' | 'missing';

/** What a phone scans. `image`: a PNG data URL. */
export interface LinkCode {
  code: string;
  image: string;
  pairingCode: string | null;
  /** Which one of this attempt it is, from 1. */
  count: number;
}

/** A call that did not do what it should. `status` null: nobody answered. */
export interface GatewayRefusal {
  kind: 'refused';
  status: number | null;
  words: string;
}
type Or<T> = T | GatewayRefusal;

/** Where the gateway tells what happens on a device. */
export interface DeviceWebhook {
  url: string;
  secret: string;
}

/** What we want to be told: what follows is ours to show or to act upon. */
const events = [
  'QRCODE_UPDATED',
  'CONNECTION_UPDATE',
  'MESSAGES_UPSERT',
  'MESSAGES_UPDATE',
  'MESSAGES_EDITED',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'LOGOUT_INSTANCE',
  'REMOVE_INSTANCE',
  'INSTANCE_DELETE',
];

const State = z.enum(['open', 'connecting', 'close']).catch('close');
const StateAnswer = z.object({ instance: z.object({ state: State }) });
const CodeAnswer = z.object({
  code: z.string().min(1).max(2000),
  base64: z.string().max(200_000),
  pairingCode: z.string().max(40).nullish(),
  count: z.int().catch(1),
});
const ListAnswer = z.array(z.object({ name: z.string().optional(), ownerJid: z.string().nullish() }));

/** Devices at a gateway, from their creation to their end. */
@Injectable()
export class GatewayInstances {
  constructor(private readonly client: GatewayClient) {}

  /** A device without a phone. One that is there already is taken over. */
  async create({ endpoint, instance }: InstanceAddress, webhook: DeviceWebhook): Promise<Or<{ kind: 'done' }>> {
    const body = {
      instanceName: instance,
      integration: 'WHATSAPP-BAILEYS',
      qrcode: false,
      groupsIgnore: true,
      webhook: webhookOf(webhook),
    };
    const answer = await this.client.call(endpoint, 'POST', '/instance/create', body, 20_000);
    if (answer.ok) return { kind: 'done' };
    // A first try whose answer got lost has made it.
    const isThere = answer.status === 403 && /already in use/i.test(answer.words);
    return isThere ? await this.setWebhook({ endpoint, instance }, webhook) : refusal(answer);
  }

  async setWebhook({ endpoint, instance }: InstanceAddress, webhook: DeviceWebhook): Promise<Or<{ kind: 'done' }>> {
    const body = { webhook: { enabled: true, ...webhookOf(webhook) } };
    return done(await this.client.call(endpoint, 'POST', `/webhook/set/${name(instance)}`, body));
  }

  /** Makes it connect: with its phone if it has one, else by a code that is to be scanned. */
  async connect({ endpoint, instance }: InstanceAddress): Promise<Or<{ kind: 'code'; code: LinkCode } | Standing>> {
    const answer = await this.client.call(endpoint, 'GET', `/instance/connect/${name(instance)}`, undefined, 20_000);
    if (!answer.ok) return answer.status === 404 ? standing('missing') : refusal(answer);
    const shown = CodeAnswer.safeParse(answer.body).data;
    if (shown !== undefined) {
      const { code, base64: image, pairingCode = null, count } = shown;
      return { kind: 'code', code: { code, image, pairingCode, count } };
    }
    return standing(StateAnswer.safeParse(answer.body).data?.instance.state ?? 'connecting');
  }

  async state({ endpoint, instance }: InstanceAddress): Promise<Or<Standing>> {
    const answer = await this.client.call(endpoint, 'GET', `/instance/connectionState/${name(instance)}`);
    if (!answer.ok) return answer.status === 404 ? standing('missing') : refusal(answer);
    return standing(StateAnswer.safeParse(answer.body).data?.instance.state ?? 'close');
  }

  /** Digits of the phone it is linked to; null when there is none, or nobody says. */
  async phoneOf({ endpoint, instance }: InstanceAddress): Promise<string | null> {
    const path = `/instance/fetchInstances?${new URLSearchParams({ instanceName: instance })}`;
    const answer = await this.client.call(endpoint, 'GET', path);
    const [found] = (answer.ok ? ListAnswer.safeParse(answer.body).data : undefined) ?? [];
    return /^(\d{5,20})[:@]/.exec(found?.ownerJid ?? '')?.[1] ?? null;
  }

  /** Connects anew, with the same phone. */
  async restart({ endpoint, instance }: InstanceAddress): Promise<Or<{ kind: 'done' }>> {
    return done(await this.client.call(endpoint, 'POST', `/instance/restart/${name(instance)}`));
  }

  /** Unlinks it from its phone. One that is not linked is no error. */
  async logout({ endpoint, instance }: InstanceAddress): Promise<Or<{ kind: 'done' }>> {
    const answer = await this.client.call(endpoint, 'DELETE', `/instance/logout/${name(instance)}`);
    const isOut = !answer.ok && (answer.status === 404 || answer.status === 400);
    return isOut ? { kind: 'done' } : done(answer);
  }

  /** Unlinks and deletes it. One that is not there is no error. */
  async remove(address: InstanceAddress): Promise<Or<{ kind: 'done' }>> {
    const { endpoint, instance } = address;
    const out = await this.logout(address);
    if (out.kind === 'refused' && (out.status === null || out.status === 401)) return out;
    const answer = await this.client.call(endpoint, 'DELETE', `/instance/delete/${name(instance)}`);
    return !answer.ok && answer.status === 404 ? { kind: 'done' } : done(answer);
  }

  /** The bytes of a message's file, in base64. */
  async file(
    { endpoint, instance }: InstanceAddress,
    wamid: string,
  ): Promise<Or<{ kind: 'file'; base64: string; mimeType: string }>> {
    const body = { message: { key: { id: wamid } }, convertToMp4: false };
    const path = `/chat/getBase64FromMediaMessage/${name(instance)}`;
    const answer = await this.client.call(endpoint, 'POST', path, body, 120_000);
    if (!answer.ok) return refusal(answer);
    const File = z.object({ base64: z.string().min(1), mimetype: z.string().max(255).catch('') });
    const file = File.safeParse(answer.body).data;
    if (file === undefined) return { kind: 'refused', status: null, words: 'The answer holds no file' };
    return { kind: 'file', base64: file.base64, mimeType: file.mimetype };
  }

  /** Blue ticks. */
  async markRead({ endpoint, instance }: InstanceAddress, jid: string, wamid: string): Promise<void> {
    const body = { readMessages: [{ id: wamid, fromMe: false, remoteJid: jid }] };
    await this.client.call(endpoint, 'POST', `/chat/markMessageAsRead/${name(instance)}`, body);
  }

  /** "typing…" for `ms`, at the end of which a gateway may answer. */
  async showTyping({ endpoint, instance }: InstanceAddress, digits: string, ms: number): Promise<void> {
    const body = { number: digits, delay: ms, presence: 'composing' };
    await this.client.call(endpoint, 'POST', `/chat/sendPresence/${name(instance)}`, body, ms + 5000);
  }
}

interface Standing {
  kind: 'state';
  state: ConnectionState;
}

const name = encodeURIComponent;
const standing = (state: ConnectionState): Standing => ({ kind: 'state', state });
const refusal = ({ status, words }: Extract<GatewayAnswer, { ok: false }>): GatewayRefusal => ({
  kind: 'refused',
  status,
  words,
});
const done = (answer: GatewayAnswer): Or<{ kind: 'done' }> => (answer.ok ? { kind: 'done' } : refusal(answer));

function webhookOf({ url, secret }: DeviceWebhook): object {
  // Files are asked for when they are needed: an event with one could be larger than we take.
  return { url, headers: { authorization: `Bearer ${secret}` }, byEvents: false, base64: false, events };
}

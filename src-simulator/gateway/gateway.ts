import type { BusinessNumber, Company } from '../company/company.ts';
import { ControlError } from '../control/control-error.ts';
import type { Consent } from '../customers/consent.ts';
import type { Directory } from '../customers/directory.ts';
import { BoundedMap } from '../engine/bounded-map.ts';
import type { Clock } from '../engine/clock.ts';
import type { Ledger } from '../engine/ledger.ts';
import { createRandom, upperHex } from '../engine/random.ts';
import type { MediaStore } from '../media/media-store.ts';
import type { Threads } from '../threads/threads.ts';
import { createPoster } from '../webhooks/post.ts';
import { GatewayError } from './api-error.ts';
import { type Connections, createConnections } from './connections.ts';
import { pickDigits, toDeviceNumber } from './device-number.ts';
import { type GatewayFaults, noGatewayFaults } from './faults.ts';
import { type EventName, type Instance, type InstanceSettings, toEventLabel } from './instance.ts';
import { createKeyIndex, type KeyIndex, toJid } from './key-index.ts';
import { createNews } from './news.ts';
import { createWebhookSender } from './webhook-sender.ts';

/** A WhatsApp gateway in the dialect of Evolution API v2, whose devices are linked to the company's phones by QR code. */
export interface Gateway {
  /** The global key; the same for the same seed. */
  apiKey: string;
  /** May be changed while running. */
  faults: GatewayFaults;
  keys: KeyIndex;
  connections: Connections;
  list(): readonly Instance[];
  find(name: string): Instance | undefined;
  /** Throws {@link GatewayError} 403 when the name is in use. */
  add(wanted: { name: string; token: string | undefined; number: string | null; settings: InstanceSettings }): Instance;
  remove(instance: Instance): void;
  /** Number of a linked device, by the id it has in chats. */
  findNumber(phoneNumberId: string): BusinessNumber | undefined;
  /**
   * A phone scans the code (or types the pairing code) of an instance. `digits` says which phone; unless given, the one
   * meant for the instance. Throws {@link ControlError} when the code is not shown or that phone can't be linked.
   */
  scan(code: string, digits: string | null): Instance;
  /** Tells an instance's webhook now. */
  emit(instance: Instance, event: EventName, data: unknown, wamids?: readonly string[]): void;
  newId(): string;
  close(): void;
}

const mostInstances = 200;
/** Events kept for an instance that is not connected; the oldest are forgotten first. */
const mostMissed = 1000;
const mostPhones = 2000;

export function createGateway(
  options: { seed: string; webhookTimeoutMs: number; retryScale: () => number },
  parts: {
    clock: Clock;
    ledger: Ledger;
    company: Company;
    directory: Directory;
    threads: Threads;
    media: MediaStore;
    consent: Consent;
  },
): Gateway {
  const { clock, threads, media } = parts;
  const { seed } = options;
  // Like message ids, what is made while running differs from run to run unless the clock stands still.
  const random = createRandom(`${seed}@${clock.now()}`, 'gateway');
  const apiKey = createRandom(seed, 'gateway-key').text(32, upperHex);
  const poster = createPoster(options.webhookTimeoutMs, 4);
  const sender = createWebhookSender({ ...parts, poster, retryScale: options.retryScale });
  const keys = createKeyIndex();
  const instances = new Map<string, Instance>();
  const linked = (phoneNumberId: string): Instance | undefined =>
    [...instances.values()].find(({ number }) => number?.id === phoneNumberId);
  // One object per phone for ever, because chats hold on to it.
  const phones = new BoundedMap<string, BusinessNumber>(mostPhones);

  const newId = (): string => {
    const hex = random.text(30, '0123456789abcdef');
    const variant = random.pick(['8', '9', 'a', 'b']);
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(12, 15)}`,
      `${variant}${hex.slice(15, 18)}`,
      hex.slice(18),
    ].join('-');
  };

  const emit: Gateway['emit'] = (instance, event, data, wamids = []) => {
    const { webhook } = instance;
    if (!webhook?.enabled || !webhook.events.includes(event)) return;
    const label = toEventLabel(event);
    const url = webhook.byEvents ? `${webhook.url.replace(/\/$/, '')}/${label.replaceAll('.', '-')}` : webhook.url;
    const body = {
      event: label,
      instance: instance.name,
      data,
      destination: webhook.url,
      date_time: new Date(clock.now()).toISOString(),
      sender: instance.number ? toJid(instance.number.digits) : undefined,
      server_url: `${media.base() ?? ''}/gateway`,
      apikey: instance.token,
    };
    sender.send({ url, headers: webhook.headers, body, wamids });
  };

  const connections = createConnections({
    clock,
    random,
    emit,
    onOpen(instance) {
      for (const { event, data, wamids } of instance.missed.splice(0)) emit(instance, event, data, wamids);
    },
  });

  threads.onEvent(
    createNews({
      ...parts,
      keys,
      findInstance: linked,
      tell(instance, event, data, wamids) {
        if (instance.state === 'open') return emit(instance, event, data, wamids);
        instance.missed.push({ event, data, wamids });
        if (instance.missed.length > mostMissed) instance.missed.shift();
      },
    }),
  );

  const isCompanys = (digits: string): boolean =>
    parts.company.wabas.some((waba) => waba.numbers.some((number) => number.digits === digits));
  const isTaken = (digits: string): boolean =>
    parts.directory.find(digits) !== undefined || linked(`device-${digits}`) !== undefined;

  /** The phone with these digits, or why it can't be linked. */
  const getPhone = (digits: string, instance: Instance): BusinessNumber => {
    const refuse = (why: string): ControlError => new ControlError(409, 'conflict', `+${digits} ${why}`);
    if (parts.directory.find(digits)) throw refuse("is a customer's phone; a phone of the company has to scan");
    if (isCompanys(digits)) throw refuse('is registered with the Cloud API and has no app to scan with');
    if (linked(`device-${digits}`)) throw refuse('is linked to another instance');
    const phone = phones.get(digits) ?? toDeviceNumber(digits, instance.name);
    phones.set(digits, phone);
    return phone;
  };

  return {
    apiKey,
    faults: { ...noGatewayFaults },
    keys,
    connections,
    list: () => [...instances.values()],
    find: (name) => instances.get(name),
    add({ name, token, number, settings }) {
      if (instances.has(name)) throw new GatewayError(403, [`This name "${name}" is already in use.`]);
      if (instances.size >= mostInstances)
        throw new GatewayError(400, [`At most ${mostInstances} instances are played`]);
      const instance: Instance = {
        id: newId(),
        name,
        token: token ?? newId().toUpperCase(),
        createdAt: clock.now(),
        settings,
        state: 'close',
        statusReason: null,
        disconnectedAt: null,
        number: null,
        pairFor: number,
        code: null,
        webhook: null,
        missed: [],
        cancel: () => undefined,
      };
      instances.set(name, instance);
      return instance;
    },
    remove(instance) {
      instance.cancel();
      instances.delete(instance.name);
    },
    findNumber: (phoneNumberId) => linked(phoneNumberId)?.number ?? undefined,
    scan(code, digits) {
      const typed = code.trim().replaceAll('-', '').toUpperCase();
      const instance = [...instances.values()].find(
        (each) => each.code !== null && (each.code.code === code || each.code.pairingCode === typed),
      );
      if (!instance) {
        throw new ControlError(410, 'expired', 'No device shows this code any more; scan the one on screen now');
      }
      const phone = getPhone(digits ?? instance.pairFor ?? pickDigits(seed, instance.name, isTaken), instance);
      connections.link(instance, phone);
      return instance;
    },
    emit,
    newId,
    close() {
      for (const instance of instances.values()) instance.cancel();
      poster.close();
    },
  };
}

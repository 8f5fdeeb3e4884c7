import type { BusinessNumber } from '../company/company.ts';
import type { Clock } from '../engine/clock.ts';
import type { Random } from '../engine/random.ts';
import type { ConnectionState, EventName, Instance } from './instance.ts';
import { toJid } from './key-index.ts';
import { toQrImage } from './qr-image.ts';

/** How an instance gets to WhatsApp and loses it: close → connecting (codes until a phone scans one) → open. */
export interface Connections {
  /** Out of `close`: shows codes, or goes on with the phone it is linked to. */
  connect(instance: Instance): void;
  /** A phone has scanned its code. */
  link(instance: Instance, number: BusinessNumber): void;
  /** Again from the start: with its phone, or with new codes. */
  restart(instance: Instance): void;
  /**
   * WhatsApp ends the connection. After 401 (the phone unlinked it) and 403 (banned) a new scan is needed; after others
   * it comes back by itself `backAfterMs` later, or when told to, where that is null.
   */
  drop(instance: Instance, statusReason: number, backAfterMs: number | null): void;
}

const codeLifeMs = 40_000;
const mostCodes = 30;
/** From the scan to being connected, and from a restart. */
const linkingMs = 1500;

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// Letters and digits that are not taken for each other.
const pairingLetters = '123456789ABCDEFGHJKLMNPQRSTVWXYZ';

export function createConnections(parts: {
  clock: Clock;
  random: Random;
  /** Tells the webhook at once, connected or not. */
  emit: (instance: Instance, event: EventName, data: unknown) => void;
  /** Called once an instance is connected. */
  onOpen: (instance: Instance) => void;
}): Connections {
  const { clock, random, emit } = parts;

  const plan = (instance: Instance, afterMs: number, run: () => void): void => {
    instance.cancel();
    instance.cancel = clock.after(afterMs, run);
  };

  const enter = (instance: Instance, state: ConnectionState, statusReason: number): void => {
    instance.cancel();
    instance.state = state;
    if (state !== 'connecting') instance.code = null;
    if (state === 'close') {
      instance.statusReason = statusReason;
      instance.disconnectedAt = clock.now();
    }
    const { number } = instance;
    const who =
      state === 'open' && number
        ? { wuid: toJid(number.digits), profileName: number.verifiedName, profilePictureUrl: null }
        : {};
    emit(instance, 'CONNECTION_UPDATE', { instance: instance.name, ...who, state, statusReason });
  };

  const open = (instance: Instance): void => {
    enter(instance, 'open', 200);
    parts.onOpen(instance);
  };

  const giveUp = (instance: Instance): void => {
    instance.state = 'close';
    instance.code = null;
    instance.statusReason = 428;
    emit(instance, 'QRCODE_UPDATED', { message: 'QR code limit reached, please login again', statusCode: 500 });
    emit(instance, 'CONNECTION_UPDATE', { instance: instance.name, state: 'refused', statusReason: 428 });
  };

  const showCode = (instance: Instance): void => {
    const count = (instance.code?.count ?? 0) + 1;
    if (count > mostCodes) return giveUp(instance);
    const key = (): string => `${random.text(43, base64)}=`;
    const code = `2@${random.text(86, base64)}==,${key()},${key()},${key()}`;
    const pairingCode = instance.pairFor === null ? null : random.text(8, pairingLetters);
    instance.code = { pairingCode, code, base64: toQrImage(code), count };
    const { base64: image } = instance.code;
    emit(instance, 'QRCODE_UPDATED', { qrcode: { instance: instance.name, pairingCode, code, base64: image } });
    plan(instance, codeLifeMs, () => showCode(instance));
  };

  const connect = (instance: Instance): void => {
    enter(instance, 'connecting', 200);
    instance.code = null;
    if (instance.number) plan(instance, linkingMs, () => open(instance));
    else showCode(instance);
  };

  return {
    connect,
    link(instance, number) {
      instance.number = number;
      instance.code = null;
      connect(instance);
    },
    restart: connect,
    drop(instance, statusReason, backAfterMs) {
      if (statusReason === 401 || statusReason === 403) {
        instance.number = null;
        instance.missed = [];
      }
      enter(instance, 'close', statusReason);
      if (instance.number && backAfterMs !== null) plan(instance, backAfterMs, () => connect(instance));
    },
  };
}

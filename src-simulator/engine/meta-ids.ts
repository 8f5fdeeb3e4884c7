import { alphanumerics, createRandom, digits, type Random, upperHex } from './random.ts';

/**
 * Ids in the shapes Meta gives them. A wamid is base64 of a small binary record holding the peer's number and a message
 * key, 9 bytes for what a business sends and 10 for what a customer sends.
 */
export interface MetaIds {
  outboundWamid(peer: string): string;
  inboundWamid(peer: string): string;
  fbtraceId(): string;
  conversationId(): string;
  mediaId(): string;
  /** The part of an upload handle that tells it from others. */
  handle(): string;
}

/**
 * `startedAt` is part of the seed: two runs on the real clock must never give two messages one id (a backend that outlives
 * the simulator would take the second for a duplicate), two runs on the same frozen clock must.
 */
export function createMetaIds(seed: string | number, startedAt: number): MetaIds {
  const stream = (name: string): Random => createRandom(`${seed}@${startedAt}`, name);
  const outbound = stream('outbound-wamid');
  const inbound = stream('inbound-wamid');
  const trace = stream('fbtrace');
  const conversation = stream('conversation');
  const media = stream('media');
  const handle = stream('handle');
  return {
    outboundWamid: (peer) => toWamid(peer, 0x11, outbound.text(18, upperHex)),
    inboundWamid: (peer) => toWamid(peer, 0x12, inbound.text(20, upperHex)),
    fbtraceId: () => `A${trace.text(22, alphanumerics)}`,
    conversationId: () => conversation.text(32, '0123456789abcdef'),
    mediaId: () => `${media.int(1, 9)}${media.text(15, digits)}`,
    handle: () => `AR${handle.text(42, alphanumerics)}`,
  };
}

/** The wamid of a message whose key is decided by the caller. */
export function toWamid(peer: string, direction: 0x11 | 0x12, key: string): string {
  const peerBytes = Buffer.from(peer, 'latin1');
  const keyBytes = Buffer.from(key, 'latin1');
  return `wamid.${Buffer.concat([
    Buffer.from([0x1c, 0x18, peerBytes.length]),
    peerBytes,
    Buffer.from([0x15, 0x02, 0x00, direction, 0x18, keyBytes.length]),
    keyBytes,
    Buffer.from([0x00]),
  ]).toString('base64')}`;
}

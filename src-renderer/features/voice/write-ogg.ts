import type { OpusStream } from './read-webm.ts';

// Writes Opus packets as an Ogg file (RFC 3533, RFC 7845): what WhatsApp takes as a voice note.

const sampleRate = 48_000;
/** A page ends with the packet that brings it to a second: players seek by pages. */
const samplesOnPage = sampleRate;
const mostSegments = 255;

/** `serial` tells streams of one file apart; there is one. */
export function writeOgg({ head, packets }: OpusStream, serial = 1): Uint8Array<ArrayBuffer> {
  const pages: Uint8Array[] = [];
  const put = (own: readonly Uint8Array[], position: number, flags: number) =>
    pages.push(page({ packets: own, position, flags, serial, sequence: pages.length }));
  put([head], 0, 2);
  put([tags()], 0, 0);

  let onPage: Uint8Array[] = [];
  let segments = 0;
  let position = 0;
  let begunAt = 0;
  const last = packets.length - 1;
  for (const [index, packet] of packets.entries()) {
    const own = Math.floor(packet.length / 255) + 1;
    if (segments + own > mostSegments) {
      put(onPage, position, 0);
      [onPage, segments, begunAt] = [[], 0, position];
    }
    onPage.push(packet);
    segments += own;
    position += samplesOf(packet);
    if (index === last) put(onPage, position, 4);
    else if (position - begunAt >= samplesOnPage) {
      put(onPage, position, 0);
      [onPage, segments, begunAt] = [[], 0, position];
    }
  }
  return concat(pages);
}

/** How long a packet sounds, in samples: its first byte says how long a frame is and how many there are (RFC 6716). */
export function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const short = config & 3;
  // In samples: SILK and hybrid by tables, CELT 2.5 ms doubled.
  const frame =
    config < 12 ? ([480, 960, 1920, 2880][short] ?? 0) : config < 16 ? (config & 1 ? 960 : 480) : 120 << short;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 0x3f : 2;
  return frame * frames;
}

/** The comment header: who made it, and no comments. */
function tags(): Uint8Array {
  const vendor = new TextEncoder().encode('Parley');
  const bytes = new Uint8Array(16 + vendor.length);
  bytes.set(new TextEncoder().encode('OpusTags'));
  new DataView(bytes.buffer).setUint32(8, vendor.length, true);
  bytes.set(vendor, 12);
  return bytes;
}

interface Page {
  packets: readonly Uint8Array[];
  /** Samples up to the end of its last packet. */
  position: number;
  /** 2: the first of the stream, 4: the last. */
  flags: number;
  serial: number;
  sequence: number;
}

function page({ packets, position, flags, serial, sequence }: Page): Uint8Array {
  const lacing = packets.flatMap(({ length }) => [...Array<number>(Math.floor(length / 255)).fill(255), length % 255]);
  const head = new Uint8Array(27 + lacing.length);
  head.set([0x4f, 0x67, 0x67, 0x53, 0, flags]);
  const view = new DataView(head.buffer);
  view.setBigUint64(6, BigInt(position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  head[26] = lacing.length;
  head.set(lacing, 27);
  const bytes = concat([head, ...packets]);
  new DataView(bytes.buffer).setUint32(22, checksum(bytes), true);
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/** Ogg's own: CRC-32 without reflection, over the page with a zero in this place. */
function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = (value << 8) ^ (crcTable[((value >>> 24) ^ byte) & 0xff] ?? 0);
  return value >>> 0;
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

import type { Sound } from '../wire-body.ts';

const barCount = 44;
const opusRate = 48_000;
const sounds = new WeakMap<Buffer, Sound>();

/** Length and shape of a recording, read without decoding it; kept as long as its bytes. */
export function readSound(bytes: Buffer): Sound {
  let sound = sounds.get(bytes);
  if (!sound) {
    sound = bytes.toString('latin1', 0, 4) === 'OggS' ? readOgg(bytes) : { seconds: null, bars: toBars(sample(bytes)) };
    sounds.set(bytes, sound);
  }
  return sound;
}

/** Opus spends more bytes on what is loud, so the sizes of the packets draw the voice. */
function readOgg(bytes: Buffer): Sound {
  const sizes: number[] = [];
  let granules = 0;
  let packet = 0;
  let page = 0;
  while (page + 27 <= bytes.length && bytes.toString('latin1', page, page + 4) === 'OggS') {
    const granule = bytes.readBigInt64LE(page + 6);
    if (granule > 0n) granules = Number(granule);
    const segments = bytes.subarray(page + 27, page + 27 + bytes[page + 26]!);
    let length = 0;
    for (const size of segments) {
      length += size;
      packet += size;
      if (size === 255) continue;
      sizes.push(packet);
      packet = 0;
    }
    page += 27 + segments.length + length;
  }
  // The first two packets are the head and the comments.
  return { seconds: granules / opusRate, bars: toBars(sizes.slice(2)) };
}

/** Of other formats nothing is read; a shape that is the same for the same file. */
function sample(bytes: Buffer): number[] {
  const step = Math.max(1, Math.floor(bytes.length / (barCount * 16)));
  const values: number[] = [];
  for (let offset = 0; offset < bytes.length; offset += step) values.push(bytes[offset]!);
  return values;
}

function toBars(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const means = Array.from({ length: barCount }, (_, bar) => {
    const from = Math.floor((bar * values.length) / barCount);
    const part = values.slice(from, Math.max(from + 1, Math.floor(((bar + 1) * values.length) / barCount)));
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
  const low = Math.min(...means);
  const range = Math.max(...means) - low;
  return means.map((mean) => Math.round((range === 0 ? 0.5 : (mean - low) / range) * 100) / 100);
}

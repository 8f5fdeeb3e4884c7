// Reads the Opus packets out of what MediaRecorder writes: WebM, an EBML document. Only what it uses is understood;
// everything else is stepped over.

export interface OpusStream {
  /** The identification header, as both containers carry it. */
  head: Uint8Array;
  /** In order; each is one frame of sound as the encoder made it. */
  packets: Uint8Array[];
}

/** Elements that hold others on the way to the packets, and those that are read. */
const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  cluster: 0x1f43b675,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;
const containers: ReadonlySet<number> = new Set([ids.segment, ids.tracks, ids.trackEntry, ids.cluster, ids.blockGroup]);

/** Throws when it is no WebM with Opus in it. A recording that was cut off gives what there is of it. */
export function readWebm(file: Uint8Array): OpusStream {
  let head: Uint8Array | null = null;
  let codec = '';
  const packets: Uint8Array[] = [];
  for (const { id, data } of elements(file, 0, file.length)) {
    if (id === ids.codecId) codec = String.fromCharCode(...data);
    else if (id === ids.codecPrivate) head = data;
    else if (id === ids.simpleBlock || id === ids.block) packets.push(...packetsOf(data));
  }
  if (codec !== 'A_OPUS' || head === null) throw new Error('not a WebM file with Opus in it');
  return { head, packets };
}

/** The elements without others in them, containers opened. */
function* elements(file: Uint8Array, from: number, to: number): Generator<{ id: number; data: Uint8Array }> {
  let at = from;
  while (at < to) {
    const id = numberAt(file, at, true);
    const size = id && numberAt(file, at + id.length, false);
    if (!id || !size) return;
    const start = at + id.length + size.length;
    // A live recorder does not know how long a container gets: it ends where its parent does.
    const end = size.isUnknown ? to : Math.min(to, start + size.value);
    if (containers.has(id.value)) yield* elements(file, start, end);
    // What a crash cut off is no packet.
    else if (start + size.value <= to) yield { id: id.value, data: file.subarray(start, end) };
    at = end;
  }
}

/** An EBML number: the leading zeros of its first byte say how many bytes it has. Ids keep the marking bit. */
function numberAt(
  file: Uint8Array,
  at: number,
  isId: boolean,
): { value: number; length: number; isUnknown: boolean } | null {
  const first = file[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > file.length) return null;
  let value = isId ? first : first & (0xff >> length);
  let isUnknown = !isId && value === 0xff >> length;
  for (const byte of file.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value, length, isUnknown };
}

/** A block: number of its track, two bytes of time, flags, then the frame. */
function packetsOf(block: Uint8Array): Uint8Array[] {
  const track = numberAt(block, 0, false);
  if (track === null) return [];
  const flags = block[track.length + 2] ?? 0;
  // Recorders never put several frames into one block; what did would be cut wrongly.
  if ((flags & 0x06) !== 0) throw new Error('laced blocks are not read');
  const packet = block.subarray(track.length + 3);
  return packet.length === 0 ? [] : [packet];
}

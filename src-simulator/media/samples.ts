import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../engine/random.ts';

export type SampleKind = 'image' | 'audio' | 'voice' | 'video' | 'document' | 'sticker';

export interface Sample {
  mimeType: string;
  filename: string;
  /** Of stickers. */
  isAnimated: boolean;
  /** The same buffer every time, so that a thousand customers who send it hold it once. */
  bytes: Buffer;
}

interface Entry {
  kind: SampleKind;
  mimeType: string;
  isAnimated?: true;
}

const jpeg: Entry = { kind: 'image', mimeType: 'image/jpeg' };
const voice: Entry = { kind: 'voice', mimeType: 'audio/ogg; codecs=opus' };
const office = 'application/vnd.openxmlformats-officedocument';

/** What lies in `samples/`, by file name. */
const entries = {
  'parcel.jpg': jpeg,
  'damaged-box.jpg': jpeg,
  'shoe.jpg': jpeg,
  'hotel-room.jpg': jpeg,
  'harbour.jpg': jpeg,
  'prescription.jpg': jpeg,
  'receipt.jpg': jpeg,
  'app-screenshot.png': { kind: 'image', mimeType: 'image/png' },
  // In English, German and Spanish: a broken cup, another day for the doctor, a late arrival.
  'voice-parcel.ogg': voice,
  'voice-termin.ogg': voice,
  'voice-reserva.ogg': voice,
  'chime.mp3': { kind: 'audio', mimeType: 'audio/mpeg' },
  'harbour.mp4': { kind: 'video', mimeType: 'video/mp4' },
  'invoice-48213.pdf': { kind: 'document', mimeType: 'application/pdf' },
  'complaint.docx': { kind: 'document', mimeType: `${office}.wordprocessingml.document` },
  'guest-list.xlsx': { kind: 'document', mimeType: `${office}.spreadsheetml.sheet` },
  'sticker-thanks.webp': { kind: 'sticker', mimeType: 'image/webp' },
  'sticker-heart.webp': { kind: 'sticker', mimeType: 'image/webp', isAnimated: true },
} as const satisfies Record<string, Entry>;

export type SampleName = keyof typeof entries;

// `entries` has these keys and no others.
export const sampleNames = Object.keys(entries) as SampleName[];

/** Beside this file, and beside the built program, to which the build copies them. */
const folder = join(import.meta.dirname, 'samples');
const read = new Map<SampleName, Buffer>();

/** A file for a customer's message or a place holder in a test: any of its kind. */
export function samples(kind: SampleKind, random: Random): Sample {
  const [first, ...others] = namesOf(kind);
  if (first === undefined) throw new Error(`there is no sample of kind ${kind}`);
  return getSample(random.pick([first, ...others]));
}

export function namesOf(kind: SampleKind): SampleName[] {
  return sampleNames.filter((name) => entries[name].kind === kind);
}

/** The one that a dialogue means: a photo of the damaged box, the note about the appointment. */
export function getSample(name: SampleName): Sample {
  const entry: Entry = entries[name];
  const bytes = read.get(name) ?? readFileSync(join(folder, name));
  read.set(name, bytes);
  return { mimeType: entry.mimeType, filename: name, isAnimated: entry.isAnimated === true, bytes };
}

import { invalidParameter } from '../graph-error.ts';
import { at, isLonger, isObject, type Json, missing, notValid, readOptionalText, readUrl } from './params.ts';
import { wordOf } from '../word-of.ts';

export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';
export const mediaKinds: readonly MediaKind[] = ['audio', 'document', 'image', 'sticker', 'video'];

/** One file that a message shows, wherever in the message it stands. */
export interface MediaUse {
  kind: MediaKind;
  /** `image`, `interactive['header']['image']` … */
  path: string;
  source: { id: string } | { link: string };
  isVoice: boolean;
  /** The object holding `id` or `link`; a fetched link leaves the id of its copy here, for the phone. */
  holder: object;
}

const captionLimit = 1024;
const filenameLimit = 240;

/** The message types that are a file. */
export function checkMedia(kind: MediaKind, content: Json, uses: MediaUse[]): void {
  const { caption } = content;
  if (caption !== undefined && caption !== null) {
    if (typeof caption !== 'string') throw invalidParameter(`Param ${kind}['caption'] must be a string.`);
    if (kind === 'audio' || kind === 'sticker') throw invalidParameter(`Unexpected key "caption" on param "${kind}".`);
    if (isLonger(caption, captionLimit)) {
      throw invalidParameter(`Param ${kind}['caption'] must be at most ${captionLimit} characters long.`);
    }
  }
  if (kind === 'document') readOptionalText(content, 'filename', kind, filenameLimit);
  const { voice } = content;
  if (kind === 'audio' && voice !== undefined && typeof voice !== 'boolean') {
    throw invalidParameter("Param audio['voice'] must be a boolean.");
  }
  uses.push(toMediaUse(kind, content, kind));
}

/** Reads `{id}` or `{link}` of a header or a card; `path` names the object. */
export function readMediaUse(kind: MediaKind, owner: Json, path: string, uses: MediaUse[]): void {
  const holder = owner[kind];
  if (holder === undefined || holder === null) throw missing(at(path, kind));
  if (!isObject(holder)) throw invalidParameter(`Param ${at(path, kind)} must be a JSON object.`);
  uses.push(toMediaUse(kind, holder, at(path, kind)));
}

function toMediaUse(kind: MediaKind, holder: Json, path: string): MediaUse {
  const { id, link } = holder;
  const isVoice = kind === 'audio' && holder['voice'] === true;
  // With both, Meta takes the id.
  if (id !== undefined && id !== null && id !== '') {
    if (typeof id !== 'string' && typeof id !== 'number') throw notValid(`${path}['id']`, 'is not a valid media id.');
    return { kind, path, source: { id: wordOf(id) }, isVoice, holder };
  }
  if (link === undefined || link === null || link === '') throw missing(`${path}['id'] or ${path}['link']`);
  return { kind, path, source: { link: readUrl(holder, 'link', path) }, isVoice, holder };
}

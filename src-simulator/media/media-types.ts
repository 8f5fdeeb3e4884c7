export type MediaKind = 'audio' | 'document' | 'image' | 'sticker' | 'video';

const office = 'application/vnd.openxmlformats-officedocument';

/** What may be uploaded, in the order in which Meta's refusal lists it. */
export const mediaTypes: ReadonlyMap<string, MediaKind> = new Map([
  ['audio/aac', 'audio'],
  ['audio/mp4', 'audio'],
  ['audio/mpeg', 'audio'],
  ['audio/amr', 'audio'],
  ['audio/ogg', 'audio'],
  ['audio/opus', 'audio'],
  ['application/vnd.ms-powerpoint', 'document'],
  ['application/msword', 'document'],
  [`${office}.wordprocessingml.document`, 'document'],
  [`${office}.presentationml.presentation`, 'document'],
  [`${office}.spreadsheetml.sheet`, 'document'],
  ['application/pdf', 'document'],
  ['text/plain', 'document'],
  ['application/vnd.ms-excel', 'document'],
  ['image/jpeg', 'image'],
  ['image/png', 'image'],
  ['image/webp', 'sticker'],
  ['video/mp4', 'video'],
  ['video/3gpp', 'video'],
]);

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/** Bytes that any one file may have, sent or received. */
export const largestFile = 100 * megabyte;

/** Bytes a file of `kind` may have. */
export function sizeLimit(kind: MediaKind, isAnimated: boolean): number {
  switch (kind) {
    case 'image':
      return 5 * megabyte;
    case 'audio':
    case 'video':
      return 16 * megabyte;
    case 'sticker':
      return (isAnimated ? 500 : 100) * kilobyte;
    case 'document':
      return largestFile;
  }
}

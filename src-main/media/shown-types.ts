// What a page may be given to draw or play, by the one type that the backend has sniffed (S-27). Everything else is
// only ever saved: no markup, no script, no document is rendered in the app's origin.

export type Shown = 'picture' | 'film' | 'sound';

const shown: ReadonlyMap<string, Shown> = new Map([
  ['image/png', 'picture'],
  ['image/jpeg', 'picture'],
  ['image/webp', 'picture'],
  ['image/gif', 'picture'],
  ['video/mp4', 'film'],
  ['video/webm', 'film'],
  ['audio/ogg', 'sound'],
  ['audio/mpeg', 'sound'],
  ['audio/mp4', 'sound'],
  ['audio/aac', 'sound'],
  ['audio/webm', 'sound'],
]);

export const shownAs = (type: string): Shown | null => shown.get(type) ?? null;

const office = 'application/vnd.openxmlformats-officedocument';
const endings: ReadonlyMap<string, readonly string[]> = new Map([
  ['image/png', ['png']],
  ['image/jpeg', ['jpg', 'jpeg']],
  ['image/webp', ['webp']],
  ['image/gif', ['gif']],
  ['image/heic', ['heic']],
  ['image/avif', ['avif']],
  ['video/mp4', ['mp4']],
  ['video/webm', ['webm']],
  ['video/3gpp', ['3gp']],
  ['video/quicktime', ['mov']],
  ['audio/ogg', ['ogg', 'opus', 'oga']],
  ['audio/opus', ['ogg', 'opus']],
  ['audio/mpeg', ['mp3']],
  ['audio/mp4', ['m4a', 'mp4']],
  ['audio/aac', ['aac']],
  ['audio/amr', ['amr']],
  ['audio/wav', ['wav']],
  ['audio/flac', ['flac']],
  ['audio/3gpp', ['3gp']],
  ['audio/webm', ['weba', 'webm']],
  ['application/pdf', ['pdf']],
  // Many formats are archives; those that a system would run (jar, apk) are not among them.
  ['application/zip', ['zip', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'epub', 'kmz']],
  ['application/gzip', ['gz', 'tgz']],
  ['application/x-7z-compressed', ['7z']],
  ['application/vnd.rar', ['rar']],
  ['application/rtf', ['rtf']],
  ['application/msword', ['doc']],
  ['application/vnd.ms-excel', ['xls']],
  ['application/vnd.ms-powerpoint', ['ppt']],
  [`${office}.wordprocessingml.document`, ['docx']],
  [`${office}.spreadsheetml.sheet`, ['xlsx']],
  [`${office}.presentationml.presentation`, ['pptx']],
  ['application/json', ['json']],
  ['text/plain', ['txt', 'log', 'md', 'csv']],
  ['text/csv', ['csv']],
  ['text/vcard', ['vcf']],
  ['text/calendar', ['ics']],
]);

/** Endings that fit a type, the usual one first; empty when a file of this type gets the ending for unknown files. */
export const endingsOf = (type: string): readonly string[] => endings.get(type) ?? [];

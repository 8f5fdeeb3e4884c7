import { t } from '../../../i18n/i18n.ts';

export type FileKind =
  | 'pdf'
  | 'text'
  | 'sheet'
  | 'slides'
  | 'archive'
  | 'program'
  | 'picture'
  | 'film'
  | 'sound'
  | 'other';

const office = 'application/vnd.openxmlformats-officedocument';
const kinds: Readonly<Record<string, [FileKind, string]>> = {
  'application/pdf': ['pdf', 'PDF'],
  'text/plain': ['text', 'TXT'],
  'text/csv': ['sheet', 'CSV'],
  'application/rtf': ['text', 'RTF'],
  'application/msword': ['text', 'DOC'],
  'application/vnd.ms-excel': ['sheet', 'XLS'],
  'application/vnd.ms-powerpoint': ['slides', 'PPT'],
  [`${office}.wordprocessingml.document`]: ['text', 'DOCX'],
  [`${office}.spreadsheetml.sheet`]: ['sheet', 'XLSX'],
  [`${office}.presentationml.presentation`]: ['slides', 'PPTX'],
  'application/zip': ['archive', 'ZIP'],
  'application/gzip': ['archive', 'GZ'],
  'application/x-7z-compressed': ['archive', '7Z'],
  'application/vnd.rar': ['archive', 'RAR'],
};
/** What a system might run when it is opened. */
const programs = new Set([
  'application/vnd.microsoft.portable-executable',
  'application/x-executable',
  'text/x-shellscript',
  'application/java-archive',
  'text/html',
  'image/svg+xml',
  'application/xhtml+xml',
  'text/javascript',
  'application/javascript',
]);

/** What a file is, by the one type its bytes gave it; its name says nothing here (S-27). */
export function kindOfFile(mimeType: string): { kind: FileKind; label: string } {
  const type = mimeType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const known = kinds[type];
  if (known !== undefined) return { kind: known[0], label: known[1] };
  if (programs.has(type)) return { kind: 'program', label: t('media.kind.program') };
  const [family = ''] = type.split('/');
  const families = { image: 'picture', video: 'film', audio: 'sound' } as const;
  const kind = family in families ? families[family as keyof typeof families] : 'other';
  return { kind, label: t(`media.kind.${kind}`) };
}

import type { MediaKind } from '#shared/content.ts';
import type { TemplateField } from '#shared/template/field.ts';
import type { UploadedFile } from '#shared/upload.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';

type MediaField = Pick<Extract<TemplateField, { kind: 'media' }>, 'mediaKind' | 'maxBytes' | 'types'>;
type Picked = UploadedFile | { problem: string } | null;

/** A file for a form, already at the server; null when the person thought better of it. `kind` null: as its type says. */
export async function pickFile(kind: MediaKind | null): Promise<Picked> {
  try {
    return await api.uploads.pickNow({ kind });
  } catch (error) {
    return { problem: describeError(error) };
  }
}

/** The same, for a form about a template. */
export async function pickTemplateFile({ mediaKind, types, maxBytes }: MediaField): Promise<Picked> {
  const file = await pickFile(mediaKind);
  if (file === null || 'problem' in file) return file;
  const isTaken = types === null || types.includes(file.mimeType);
  if (isTaken && file.size <= maxBytes) return file;
  return { problem: t('templates.wrongFile', { types: types?.join(', ') ?? '' }) };
}

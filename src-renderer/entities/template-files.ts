import type { TemplateField } from '#shared/template/field.ts';
import type { UploadedFile } from '#shared/upload.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';

type MediaField = Pick<Extract<TemplateField, { kind: 'media' }>, 'mediaKind' | 'maxBytes' | 'types'>;
/** A file for a form about a template, already at the server; null when the person thought better of it. */
export async function pickTemplateFile({
  mediaKind,
  types,
  maxBytes,
}: MediaField): Promise<UploadedFile | { problem: string } | null> {
  try {
    const file = await api.uploads.pickNow({ kind: mediaKind });
    if (file === null || ((types === null || types.includes(file.mimeType)) && file.size <= maxBytes)) return file;
    return { problem: t('templates.wrongFile', { types: types?.join(', ') ?? '' }) };
  } catch (error) {
    return { problem: describeError(error) };
  }
}

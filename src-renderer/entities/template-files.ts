import { judgeAttachment } from '#shared/attachment.ts';
import type { UploadedFile } from '#shared/upload.ts';
import type { TemplateField } from '#shared/template/field.ts';
import { api } from '../api.ts';
import { t } from '../i18n/i18n.ts';
import { describeError } from '../ui/describe-error.ts';

type MediaField = Pick<Extract<TemplateField, { kind: 'media' }>, 'mediaKind' | 'maxBytes' | 'types'>;

/** A file for a form about a template, already at the server; null when the person thought better of it. */
export async function pickTemplateFile(field: MediaField): Promise<UploadedFile | { problem: string } | null> {
  try {
    const file = await api.uploads.pickNow();
    if (file === null) return null;
    const isTaken = field.types === null || field.types.includes(file.mimeType);
    const { problem } = judgeAttachment(file, field.mediaKind);
    if (isTaken && problem === null && file.size <= field.maxBytes) return file;
    return { problem: problem ?? t('templates.wrongFile', { types: field.types?.join(', ') ?? '' }) };
  } catch (error) {
    return { problem: describeError(error) };
  }
}

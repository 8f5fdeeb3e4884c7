import * as shared from '#shared/content.ts';
import { t } from '../i18n/i18n.ts';

/** A preview that the store or the server made, in the reader's language. */
export const previewText = (line: string): string => shared.relabel(line, (label) => t(`preview.${label}`));

/** One line of what a message says. */
export const previewOf = (content: shared.Content, length?: number): string =>
  content.type === 'text' ? shared.previewOf(content, length) : previewText(shared.previewOf(content, length));

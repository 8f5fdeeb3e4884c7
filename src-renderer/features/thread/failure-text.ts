import { classifyFailure, type SendFailure } from '#shared/send-failure.ts';
import { t } from '../../i18n/i18n.ts';

/** A refusal in plain words, and what to do about it. Decided by the code, never by Meta's title (R-6e). */
export function explainFailure(failure: SendFailure): { what: string; fix: string } {
  const kind = classifyFailure(failure.code);
  return { what: t(`failure.${kind}.what`), fix: t(`failure.${kind}.fix`) };
}

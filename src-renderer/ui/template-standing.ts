import { standingOf, type Standing, type Tone } from '#shared/template/standing.ts';
import type { Template } from '#shared/template.ts';
import { t } from '../i18n/i18n.ts';
import { inOurWords } from '../i18n/sentences.ts';

// What WhatsApp thinks of a template, in the person's language. A word that this version does not know is shown as it is,
// with what src-shared says of it.

const statuses = [
  'APPROVED',
  'PENDING',
  'IN_APPEAL',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'LIMIT_EXCEEDED',
  'PENDING_DELETION',
  'DELETED',
  'ARCHIVED',
] as const;
const qualities = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
const categories = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
const rejections = [
  'ABUSIVE_CONTENT',
  'INCORRECT_CATEGORY',
  'INVALID_FORMAT',
  'PROMOTIONAL',
  'SCAM',
  'TAG_CONTENT_MISMATCH',
  'CATEGORY_NOT_AVAILABLE',
] as const;

const isOneOf = <W extends string>(words: readonly W[], word: string): word is W =>
  (words as readonly string[]).includes(word);

export const badgeTones = {
  good: 'success',
  waiting: 'info',
  warning: 'warning',
  bad: 'danger',
} as const satisfies Record<Tone, string>;

export interface StandingWords {
  status: Standing;
  category: Standing;
  quality: Standing | null;
  /** Why WhatsApp rejected it, and what to do; null when it did not. */
  rejection: string | null;
  /** What is about to change, worst first. */
  warnings: readonly string[];
}

export function wordsOfStanding(template: Template): StandingWords {
  const known = standingOf(template);
  const { status, category, quality, rejectedReason } = template;
  return {
    status: isOneOf(statuses, status)
      ? {
          ...known.status,
          label: statusName(status),
          explanation: t(`templateStanding.status.${status}.text`),
        }
      : known.status,
    category: isOneOf(categories, category)
      ? {
          ...known.category,
          label: categoryName(category),
          explanation: t(`templateStanding.category.${category}.text`),
        }
      : known.category,
    quality:
      quality !== null && known.quality !== null && isOneOf(qualities, quality)
        ? {
            ...known.quality,
            label: t(`templateStanding.quality.${quality}.label`),
            explanation: t(`templateStanding.quality.${quality}.text`),
          }
        : known.quality,
    rejection: status === 'REJECTED' ? rejectionText(rejectedReason) : null,
    warnings: known.warnings.map(inOurWords),
  };
}

export function statusName(status: string): string {
  return isOneOf(statuses, status) ? t(`templateStanding.status.${status}.label`) : status;
}

export function categoryName(category: string): string {
  return isOneOf(categories, category) ? t(`templateStanding.category.${category}.label`) : category;
}

export function qualityName(quality: string): string {
  return isOneOf(qualities, quality) ? t(`templateStanding.quality.${quality}.label`) : quality;
}

function rejectionText(reason: string | null): string {
  if (reason === null || reason === 'NONE') return t('templateStanding.rejection.none');
  return isOneOf(rejections, reason)
    ? t(`templateStanding.rejection.${reason}`)
    : t('templateStanding.rejection.other', { reason });
}

import type { Delivery, Price } from '#shared/delivery.ts';
import { t } from '../../i18n/i18n.ts';

const categories = [
  'service',
  'utility',
  'marketing',
  'marketing_lite',
  'authentication',
  'authentication_international',
  'referral_conversion',
] as const;
const free = ['free_customer_service', 'free_entry_point'] as const;

/** Whether WhatsApp charges for a message, and as what. Decided by its type: it charges when a message is delivered. */
export function explainPrice({ seen }: Delivery, { type, category }: Price): string {
  const known = categories.find((each) => each === category);
  // A word that is newer than this version is shown as WhatsApp wrote it.
  const kind = known === undefined ? (category ?? t('price.unnamed')) : t(`price.category.${known}`);
  const because = free.find((each) => each === type);
  if (because !== undefined) return t(`price.${because}`, { kind });
  if (type !== 'regular') return t('price.other', { kind, type: type ?? t('price.unnamed') });
  const isDelivered = [seen.delivered, seen.read, seen.played].some((at) => at !== undefined);
  return t(isDelivered ? 'price.charged' : 'price.onDelivery', { kind });
}

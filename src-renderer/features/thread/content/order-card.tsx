import { ShoppingBag } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContentOf } from '#shared/content.ts';
import { locale, t } from '../../../i18n/i18n.ts';
import { formatNumber } from '../../../ui/format-time.ts';
import { Name } from '../../../ui/user-text.tsx';
import { MessageText } from './message-text.tsx';
import styles from './cards.module.css';

/** What the customer wants to buy, with what it comes to where every price is known. */
export function OrderCard({ content, children }: { content: ContentOf<'order'>; children: ReactNode }) {
  const { items, text } = content;
  const total = totalOf(items);
  return (
    <div className={styles.offer} role="group" aria-label={t('content.order', { count: items.length })}>
      <p className={styles.kind}>
        <ShoppingBag size={12} strokeWidth={1.75} aria-hidden="true" />
        {t('content.order', { count: items.length })}
      </p>
      <ul className={styles.order}>
        {items.map((item, index) => (
          // Lines of one order never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <span className={styles.quantity}>{formatNumber(item.quantity)}×</span>
            <Name text={item.productId} className={styles.product} />
            <span className={styles.price}>
              {item.price === null ? '' : money(item.price * item.quantity, item.currency)}
            </span>
          </li>
        ))}
      </ul>
      {total !== null && (
        <p className={styles.total}>
          <span>{t('content.total')}</span>
          <span>{money(total.amount, total.currency)}</span>
        </p>
      )}
      {text === null || text === '' ? children : <MessageText text={text}>{children}</MessageText>}
    </div>
  );
}

function totalOf(items: ContentOf<'order'>['items']): { amount: number; currency: string | null } | null {
  const currencies = new Set(items.map(({ currency }) => currency));
  if (currencies.size !== 1 || items.some(({ price }) => price === null)) return null;
  const amount = items.reduce((sum, { price, quantity }) => sum + (price ?? 0) * quantity, 0);
  return { amount, currency: items[0]?.currency ?? null };
}

function money(amount: number, currency: string | null): string {
  // What a stranger calls a currency need not be one.
  return currency !== null && /^[A-Z]{3}$/u.test(currency)
    ? new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount)
    : formatNumber(amount);
}

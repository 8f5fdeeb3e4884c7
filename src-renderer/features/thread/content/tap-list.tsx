import {
  Check,
  Copy,
  ExternalLink,
  List,
  MapPin,
  MousePointerClick,
  Phone,
  Reply,
  ShoppingBag,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { t } from '../../../i18n/i18n.ts';
import { Quote } from '../../../ui/user-text.tsx';
import type { Tap } from './taps.ts';
import styles from './cards.module.css';

const icons: Record<Tap['kind'], LucideIcon> = {
  reply: Reply,
  row: List,
  url: ExternalLink,
  call: Phone,
  copy: Copy,
  flow: MousePointerClick,
  product: ShoppingBag,
  location: MapPin,
  contact: UserRound,
  catalog: ShoppingBag,
  other: MousePointerClick,
};
/** Kinds whose label is WhatsApp's own. */
const own = ['location', 'contact', 'catalog', 'call', 'flow'] as const;

/** Buttons as they stand on the customer's phone: to be seen, not pressed. The one that was pressed is marked. */
export function TapList({ taps, isChosen }: { taps: readonly Tap[]; isChosen: (tap: Tap) => boolean }) {
  return (
    <ul className={styles.taps} aria-label={t('content.buttons')}>
      {taps.map((tap, index) => {
        const Icon = icons[tap.kind];
        const chosen = isChosen(tap);
        return (
          // Buttons of one message never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.tap} data-chosen={chosen} data-kind={tap.kind}>
            <Icon size={15} strokeWidth={1.75} aria-hidden="true" />
            <span className={styles.words}>
              <Quote text={labelOf(tap)} className={styles.tapLabel} />
              {tap.detail !== null && tap.detail !== '' && <Quote text={tap.detail} className={styles.line} />}
            </span>
            {chosen && (
              <span className={styles.chosen}>
                <Check size={13} strokeWidth={2.25} aria-hidden="true" />
                {t('content.chosen')}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function labelOf({ kind, label }: Tap): string {
  if (label !== '') return label;
  const known = own.find((each) => each === kind);
  return known === undefined ? t('content.button') : t(`content.tap.${known}`);
}

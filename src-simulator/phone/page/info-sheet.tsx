import { Ban, ShoppingBag } from 'lucide-react';
import type { Chat } from '../wire.ts';
import { NumberAvatar } from './avatar.tsx';
import controls from './controls.module.css';
import styles from './info-sheet.module.css';
import { Sheet } from './sheet.tsx';

/** About a business: its catalog, and what the customer allows it. */
export function InfoSheet(props: {
  chat: Chat;
  onConsent: (change: { isBlocked?: boolean; isMarketingStopped?: boolean }) => void;
  onCatalog: () => void;
  onClose: () => void;
}) {
  const { chat } = props;
  const { number } = chat;
  return (
    <Sheet title="Business info" onClose={props.onClose}>
      <div className={styles['head']}>
        <NumberAvatar number={number} size={84} />
        <strong>{number.name}</strong>
        <span>{number.display}</span>
      </div>
      {chat.catalog.length > 0 && (
        <button type="button" className={controls['row']} onClick={props.onCatalog}>
          <ShoppingBag size={20} aria-hidden />
          <span className={controls['rowWords']}>
            <span className={controls['rowTitle']}>Catalog</span>
            <span className={controls['rowDetail']}>{chat.catalog.length} items</span>
          </span>
        </button>
      )}
      <label className={controls['switch']}>
        <span className={controls['rowWords']}>
          Offers and announcements
          <span className={controls['rowDetail']}>Marketing messages of this business</span>
        </span>
        <input
          type="checkbox"
          checked={!chat.isMarketingStopped}
          onChange={(event) => props.onConsent({ isMarketingStopped: !event.target.checked })}
        />
      </label>
      <button
        type="button"
        className={controls['row']}
        data-danger
        onClick={() => props.onConsent({ isBlocked: !chat.isBlocked })}
      >
        <Ban size={20} aria-hidden />
        <span className={controls['rowTitle']}>
          {chat.isBlocked ? 'Unblock' : 'Block'} {number.name}
        </span>
      </button>
    </Sheet>
  );
}

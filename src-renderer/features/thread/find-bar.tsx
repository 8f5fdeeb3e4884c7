import { useEffect, useRef } from 'react';
import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { closeFind, find, stepFind, useFind } from './find-store.ts';
import styles from './find-bar.module.css';

/** Finds in the open conversation: what this computer has of it, so also without a network. */
export function FindBar({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const isOpen = useFind((state) => state.conversationId === conversationId);
  return isOpen ? <OpenBar onClose={onClose} /> : null;
}

function OpenBar({ onClose }: { onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const asked = useFind((state) => state.asked);
  const wanted = useFind((state) => state.wanted);
  const places = useFind((state) => state.places);
  const hasNone = places !== null && places.length === 0;
  useEffect(() => {
    if (asked > 0) field.current?.select();
  }, [asked]);
  const close = () => {
    closeFind();
    onClose();
  };
  return (
    <search className={styles.bar}>
      <Search size={15} strokeWidth={1.75} aria-hidden="true" />
      <input
        ref={field}
        className={styles.field}
        type="text"
        aria-label={t('find.field')}
        placeholder={t('find.hint')}
        dir="auto"
        maxLength={200}
        value={wanted}
        onChange={(event) => void find(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            stepFind(event.shiftKey || event.key === 'ArrowDown' ? -1 : 1);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            close();
          }
        }}
      />
      <Count />
      <IconButton
        label={t('find.previous')}
        icon={ChevronUp}
        shortcut="Enter"
        disabled={hasNone}
        onClick={() => stepFind(1)}
      />
      <IconButton
        label={t('find.next')}
        icon={ChevronDown}
        shortcut="Shift+Enter"
        disabled={hasNone}
        onClick={() => stepFind(-1)}
      />
      <IconButton label={t('find.close')} icon={X} shortcut="Escape" onClick={close} />
    </search>
  );
}

function Count() {
  const { wanted, places, at, isCut } = useFind();
  const text =
    wanted.trim() === '' || places === null
      ? ''
      : places.length === 0
        ? t('find.none')
        : t(isCut ? 'find.countMore' : 'find.count', { at: formatNumber(at + 1), of: formatNumber(places.length) });
  return (
    <span className={styles.count} role="status">
      {text}
    </span>
  );
}

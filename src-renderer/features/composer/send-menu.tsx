import { CheckCheck, ChevronDown, Clock } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { composerField, openPanel } from './composer-store.ts';
import styles from './composer.module.css';

/** What else *Send* can do. */
export function SendMenu({
  canSend,
  hasText,
  onResolve,
}: {
  canSend: boolean;
  hasText: boolean;
  onResolve: () => void;
}) {
  return (
    <Menu
      side="top"
      align="end"
      trigger={
        <button type="button" className={styles.more} aria-label={t('composer.sendMenu')} disabled={!hasText}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden="true" />
        </button>
      }
    >
      {canSend && (
        <MenuItem icon={CheckCheck} shortcut="mod+Shift+Enter" onSelect={() => composerField()?.send(onResolve)}>
          {t('composer.sendAndResolve')}
        </MenuItem>
      )}
      <MenuItem icon={Clock} shortcut="mod+Shift+KeyL" onSelect={() => openPanel('plan')}>
        {t('composer.sendLater')}
      </MenuItem>
    </Menu>
  );
}

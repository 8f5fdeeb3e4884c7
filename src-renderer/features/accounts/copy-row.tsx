import { Copy } from 'lucide-react';
import { copyText } from '../../entities/clipboard.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import page from '../../ui/page.module.css';
import styles from './copy-row.module.css';

/** Something to be carried elsewhere: an address, a name, a token that is no secret here. */
export function CopyRow({ label, value }: { label: string; value: string }) {
  return (
    <div className={page.row}>
      <div className={page.rowText}>
        <p className={page.rowLabel}>{label}</p>
        <code className={styles.value} role="group" aria-label={label}>
          {value}
        </code>
      </div>
      <Button
        size="small"
        icon={Copy}
        aria-label={t('accounts.copyThis', { what: label })}
        onClick={() => copyText(value)}
      >
        {t('accounts.copy')}
      </Button>
    </div>
  );
}

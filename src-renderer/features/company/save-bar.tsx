import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import styles from './company.module.css';
import type { Setting } from './use-setting.ts';

interface SaveBarProps {
  setting: Omit<Setting<unknown>, 'value' | 'change'>;
  /** The act in its own words: `Save hours`. */
  save: string;
  isWaiting: boolean;
}

/** Appears with the first change; says how saving went. */
export function SaveBar({ setting, save, isWaiting }: SaveBarProps) {
  const { isDirty, discard, busy, error, outcome } = setting;
  if (!isDirty && !isWaiting && error === null && outcome === null) return null;
  return (
    <>
      {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
      <div className={styles.acts}>
        <span role="status" className={styles.said}>
          {isWaiting ? <Badge tone="info">{t('company.waiting')}</Badge> : outcome === 'done' && t('company.saved')}
        </span>
        {isDirty && (
          <>
            <Button kind="quiet" onClick={discard}>
              {t('company.discard')}
            </Button>
            <Button kind="primary" busy={busy} onClick={setting.save}>
              {save}
            </Button>
          </>
        )}
      </div>
    </>
  );
}

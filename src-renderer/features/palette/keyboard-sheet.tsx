import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import styles from './keyboard-sheet.module.css';

export interface SheetGroup {
  title: string;
  lines: readonly { id: string; label: string; keys: readonly string[] }[];
}

/** All shortcuts on one card. */
export function KeyboardSheet({
  open,
  groups,
  onClose,
}: {
  open: boolean;
  groups: readonly SheetGroup[];
  onClose: () => void;
}) {
  return (
    <Dialog open={open} onClose={onClose} title={t('sheet.title')} width="wide">
      {/* It scrolls and holds nothing to focus: the keyboard needs a way in. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.groups} role="region" aria-label={t('sheet.title')} tabIndex={0}>
        {groups.map((group) => (
          <section key={group.title} className={styles.group}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl className={styles.lines}>
              {group.lines.map((line) => (
                <div key={line.id} className={styles.line}>
                  <dt>{line.label}</dt>
                  <dd>
                    {line.keys.map((keys) => (
                      <Keys key={keys} shortcut={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

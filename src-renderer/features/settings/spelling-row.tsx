import { SpellingLanguage } from '#shared/settings.ts';
import { useSettings } from '../../entities/settings.ts';
import { locale, t } from '../../i18n/i18n.ts';
import { change } from './change.ts';
import page from '../../ui/page.module.css';
import styles from './settings.module.css';

/** Several at once: whoever writes in two languages is right in both. */
export function SpellingRow() {
  const spelling = useSettings((settings) => settings.spelling);
  const names = new Intl.DisplayNames(locale, { type: 'language' });
  const toggle = (tag: SpellingLanguage) =>
    change({ spelling: spelling.includes(tag) ? spelling.filter((one) => one !== tag) : [...spelling, tag] });
  return (
    <div className={page.row}>
      <div className={page.rowText}>
        <p className={page.rowLabel}>{t('settings.spelling')}</p>
        <p className={page.rowNote}>{t('settings.spellingNote')}</p>
      </div>
      <div className={styles.choices} role="group" aria-label={t('settings.spelling')}>
        {SpellingLanguage.options.map((tag) => (
          <button
            key={tag}
            type="button"
            className={styles.choice}
            aria-pressed={spelling.includes(tag)}
            disabled={spelling.length >= 6 && !spelling.includes(tag)}
            onClick={() => toggle(tag)}
          >
            {names.of(tag)}
          </button>
        ))}
      </div>
    </div>
  );
}

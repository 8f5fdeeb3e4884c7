import { useEffect, useState } from 'react';
import { api } from '../../api.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { showToast } from '../../ui/toasts.ts';
import page from '../../ui/page.module.css';
import styles from './settings.module.css';

/** What one sends along when something is wrong: shown whole before it leaves the computer. */
export function AboutSection() {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    attempt(async () => setText((await api.diagnostics.collect()).text));
  }, []);
  return (
    <>
      <header>
        <h3 className={page.pageTitle}>{t('about.title')}</h3>
        <p className={page.lead}>{t('about.lead')}</p>
      </header>
      <section aria-label={t('about.diagnostics')} className={styles.diagnostics}>
        <h4 className={page.groupTitle}>{t('about.diagnostics')}</h4>
        <p className={page.rowNote}>{t('about.note')}</p>
        <div className={styles.diagnosticsActs}>
          <Button size="small" disabled={text === null} onClick={() => attempt(save)}>
            {t('about.save')}
          </Button>
          <Button size="small" disabled={text === null} onClick={() => attempt(() => copy(text ?? ''))}>
            {t('about.copy')}
          </Button>
        </div>
        {/* It scrolls and holds nothing to focus: the keyboard needs a way in. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={styles.diagnosticsText} tabIndex={0} role="group" aria-label={t('about.content')}>
          {text}
        </pre>
      </section>
    </>
  );
}

async function save(): Promise<void> {
  if ((await api.diagnostics.save()).saved) showToast({ kind: 'info', text: t('about.saved') });
}

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  showToast({ kind: 'info', text: t('about.copied') });
}

function attempt(work: () => Promise<void>): void {
  work().catch((error: unknown) => showToast({ kind: 'warning', text: describeError(error) }));
}

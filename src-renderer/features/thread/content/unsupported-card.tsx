import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContentOf } from '#shared/content.ts';
import { t } from '../../../i18n/i18n.ts';
import { Name, Quote } from '../../../ui/user-text.tsx';
import styles from './cards.module.css';

/** Something WhatsApp did not pass on, or this version can't draw: what it was, why, and what to do. */
export function UnsupportedCard({ content, children }: { content: ContentOf<'unsupported'>; children: ReactNode }) {
  return (
    <div className={styles.offer}>
      <div className={styles.unsupported}>
        <FileQuestion size={18} strokeWidth={1.5} aria-hidden="true" />
        <div>
          <p className={styles.title}>
            {t('content.unsupported')} <Name text={content.kind} className={styles.code} />
          </p>
          {content.reason != null && content.reason !== '' && (
            <p className={styles.line}>
              <Quote text={content.reason} />
            </p>
          )}
          <p className={styles.line}>{t('content.unsupportedFix')}</p>
        </div>
      </div>
      {children}
    </div>
  );
}

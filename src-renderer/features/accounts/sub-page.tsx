import type { ReactNode } from 'react';
import { ArrowLeft } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { PageHead } from '../../ui/page.tsx';
import styles from './accounts.module.css';

interface SubPageProps {
  title: ReactNode;
  lead: string;
  onBack: () => void;
  /** Beside the title. */
  head?: ReactNode;
  children: ReactNode;
}

/** A page below the list of the numbers. */
export function SubPage({ title, lead, onBack, head, children }: SubPageProps) {
  return (
    <>
      <div className={styles.back}>
        <Button kind="quiet" size="small" icon={ArrowLeft} onClick={onBack}>
          {t('accounts.title')}
        </Button>
      </div>
      <PageHead title={title} lead={lead}>
        {head}
      </PageHead>
      {children}
    </>
  );
}

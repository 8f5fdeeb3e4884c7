import type { ReactNode } from 'react';
import { t } from '../../i18n/i18n.ts';
import { Back } from '../../ui/back.tsx';
import { PageHead } from '../../ui/page.tsx';

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
      <Back to={t('accounts.title')} onBack={onBack} />
      <PageHead title={title} lead={lead}>
        {head}
      </PageHead>
      {children}
    </>
  );
}

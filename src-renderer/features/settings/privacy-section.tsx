import type { ReactNode } from 'react';
import { t } from '../../i18n/i18n.ts';
import { Group, PageHead } from '../../ui/page.tsx';

/** Who can see what is on this screen. */
export function PrivacySection({ lock }: { lock: ReactNode }) {
  return (
    <>
      <PageHead title={t('settings.section.privacy')} lead={t('settings.privacyLead')} />
      <Group title={t('lock.group')}>{lock}</Group>
    </>
  );
}

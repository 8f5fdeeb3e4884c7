import { Fragment } from 'react';
import { ShieldCheck } from 'lucide-react';
import { useIsAsking } from '../entities/admin.ts';
import { useMe } from '../entities/directory.ts';
import { useOperations } from '../entities/operations.ts';
import { PendingBanner } from '../features/operations/pending-banner.tsx';
import { t } from '../i18n/i18n.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { SectionScreen } from '../ui/section-screen.tsx';
import { adminGroups, adminPages, visibleAdminPages } from './admin-pages.tsx';
import { showAdmin, useView } from './view-store.ts';

/** Where numbers, people and the company are looked after; each page shows what this desktop keeps, also offline. */
export function AdminScreen() {
  // Another role sees other pages; so does who has something to decide.
  useMe();
  useOperations();
  const isAsking = useIsAsking();
  const chosen = useView((view) => view.adminPage);
  const visible = visibleAdminPages();
  const [first] = visible;
  if (first === undefined) {
    return <EmptyState icon={ShieldCheck} title={t('admin.notForYou')} text={t('admin.notForYouText')} />;
  }
  const id = chosen !== null && visible.includes(chosen) ? chosen : first;
  const groups = adminGroups
    .map((group) => ({
      title: t(`admin.group.${group}`),
      sections: visible
        .filter((each) => adminPages[each].group === group)
        .map((each) => ({ id: each, label: t(`admin.page.${each}`), icon: adminPages[each].icon })),
    }))
    .filter(({ sections }) => sections.length > 0);
  return (
    <SectionScreen
      pane="admin"
      title={t('admin.title')}
      listLabel={t('admin.sections')}
      groups={groups}
      section={id}
      onSelect={showAdmin}
      busy={isAsking}
    >
      {id !== 'operations' && <PendingBanner onShow={() => showAdmin('operations')} />}
      <Fragment key={id}>{adminPages[id].page()}</Fragment>
    </SectionScreen>
  );
}

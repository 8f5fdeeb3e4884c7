import { useEffect, useMemo, type ReactNode } from 'react';
import { LayoutTemplate } from 'lucide-react';
import { useAdmin } from '../../entities/admin.ts';
import { useAccounts } from '../../entities/directory.ts';
import { loadTemplateDrafts, useTemplateDraft } from '../../entities/template-drafts.ts';
import { loadTemplates, useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Editor } from './editor.tsx';
import { findGroup } from './library-groups.ts';
import { LibraryList } from './library-list.tsx';
import { useLibraryView } from './library-store.ts';
import { TemplatePage } from './template-page.tsx';
import styles from './templates-screen.module.css';

/** All templates of all business accounts: the library on one side, the chosen one on the other. */
export function TemplatesScreen() {
  const openKey = useLibraryView((view) => view.openKey);
  const draft = useTemplateDraft(useLibraryView((view) => view.draftId));
  const templates = useTemplates((state) => state.templates);
  const accounts = useAccounts();
  const lastUsed = useLastUsed();
  useEffect(() => {
    void loadTemplates().catch(() => undefined);
    void loadTemplateDrafts().catch(() => undefined);
  }, []);
  const group = useMemo(
    () => findGroup(templates, accounts, lastUsed, openKey),
    [templates, accounts, lastUsed, openKey],
  );
  if (draft !== null) {
    return (
      <main className={styles.whole} aria-label={t('templateEditor.title')}>
        <Editor key={draft.id} draft={draft} />
      </main>
    );
  }
  return (
    <main className={styles.screen} data-open={group !== null} aria-label={t('templateLibrary.title')}>
      <section className={styles.side} aria-label={t('templateLibrary.list')} data-pane="list">
        <LibraryList lastUsed={lastUsed} />
      </section>
      <Page>
        {group === null ? (
          <EmptyState
            icon={LayoutTemplate}
            title={t('templateLibrary.nothingOpen')}
            text={t('templateLibrary.nothingOpenText')}
          />
        ) : (
          <TemplatePage key={group.key} group={group} />
        )}
      </Page>
    </main>
  );
}

function Page({ children }: { children: ReactNode }) {
  return (
    <section className={styles.main} aria-label={t('templateLibrary.page')} data-pane="thread">
      {children}
    </section>
  );
}

/** By id of the template, epoch ms. */
function useLastUsed(): ReadonlyMap<string, number> {
  const uses = useAdmin('templateUses').data?.data;
  return useMemo(() => new Map((uses ?? []).map(({ id, lastSentAt }) => [id, Date.parse(lastSentAt)])), [uses]);
}

import { useState } from 'react';
import { Download, ScrollText } from 'lucide-react';
import type { AuditFilter } from '#shared/audit-entry.ts';
import { api } from '../../api.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { AnswerPages } from '../../ui/answer-pages.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page.tsx';
import { showToast } from '../../ui/toasts.ts';
import { ChainCheck } from './chain-check.tsx';
import { EntryRow } from './entry-row.tsx';
import { Filters } from './filters.tsx';

/** Who did what, newest first; nothing in it can be changed, and that can be checked. */
export function Audit() {
  const [filter, setFilter] = useState<AuditFilter>({});
  const save = useAction(async (format: 'csv' | 'json') => {
    const { count } = await api.audit.export({ format, filter });
    if (count !== null) showToast({ kind: 'info', text: t('audit.exported', { count, number: formatNumber(count) }) });
  });
  return (
    <>
      <PageHead title={t('audit.title')} lead={t('audit.lead')}>
        <Menu
          align="end"
          trigger={
            <Button icon={Download} busy={save.busy}>
              {t('audit.export')}
            </Button>
          }
        >
          <MenuItem onSelect={() => void save.run('csv')}>{t('audit.exportCsv')}</MenuItem>
          <MenuItem onSelect={() => void save.run('json')}>{t('audit.exportJson')}</MenuItem>
        </Menu>
      </PageHead>
      {save.error !== null && <Banner tone="danger">{describeError(save.error)}</Banner>}
      <ChainCheck />
      <Filters filter={filter} onChange={setFilter} />
      <AnswerPages
        label={t('audit.entries')}
        route="audit"
        filter={filter}
        rowsOf={({ entries }) => entries}
        placeOf={({ seq }) => seq}
        renderRow={(entry) => (
          <EntryRow key={entry.seq} entry={entry} onTarget={(target) => setFilter({ ...filter, target })} />
        )}
        empty={<EmptyState icon={ScrollText} title={t('audit.empty')} text={t('audit.emptyText')} />}
      />
    </>
  );
}

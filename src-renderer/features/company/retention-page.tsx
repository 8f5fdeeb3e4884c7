import { useState } from 'react';
import { Archive } from 'lucide-react';
import type { Company } from '#shared/company.ts';
import { useAdmin } from '../../entities/admin.ts';
import { useCompany, settle } from '../../entities/company.ts';
import { showReceipt } from '../../entities/person-data.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';

const fields = {
  keepMessagesDays: { label: 'company.keepMessages', note: 'company.keepMessagesNote', choices: [30, 90, 365, 730, 0] },
  keepFilesDays: { label: 'company.keepFiles', note: 'company.keepFilesNote', choices: [30, 90, 365, 730, 0] },
  keepWebhooksDays: { label: 'company.keepWebhooks', note: 'company.keepWebhooksNote', choices: [8, 14, 30, 90] },
} as const;
type Field = keyof typeof fields;

/** What is kept for how long; what a change will delete. */
export function RetentionPage() {
  const { company, waiting, asOf, error, isLoading } = useCompany();
  return (
    <>
      <PageHead title={t('company.retentionTitle')} lead={t('company.retentionLead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {company !== null ? (
        <>
          <Group title={t('company.kept')}>
            {(Object.keys(fields) as Field[]).map((field) => (
              <Kept key={field} company={company} field={field} isWaiting={waiting.has(field)} />
            ))}
          </Group>
          <Receipts />
        </>
      ) : isLoading ? (
        <RowSkeletons count={4} />
      ) : (
        <EmptyState icon={Archive} title={t('company.unknown')} text={t('company.unknownText')} />
      )}
    </>
  );
}

const describeDays = (days: number): string =>
  days === 0
    ? t('company.forEver')
    : days % 365 === 0
      ? t('company.years', { count: days / 365 })
      : t('company.days', { count: days });

function Kept({ company, field, isWaiting }: { company: Company; field: Field; isWaiting: boolean }) {
  const [asked, setAsked] = useState<number | null>(null);
  const { label, note, choices } = fields[field];
  // 0 stands for ever.
  const current = company[field] ?? 0;
  const lengthen = useAction(async (days: number) => {
    await settle(field, company[field], days === 0 && field !== 'keepWebhooksDays' ? null : days);
  });
  const all = [...new Set<number>([...choices, current])].toSorted((a, b) => (a || Infinity) - (b || Infinity));
  return (
    <Row label={t(label)} note={lengthen.error === null ? t(note) : describeError(lengthen.error)}>
      {isWaiting && <Badge tone="info">{t('company.waiting')}</Badge>}
      <Segmented
        label={t(label)}
        value={current}
        onChange={(days) => {
          if (days === current) return;
          if ((days || Infinity) < (current || Infinity)) setAsked(days);
          else void lengthen.run(days);
        }}
        options={all.map((days) => ({ value: days, label: describeDays(days) }))}
      />
      {asked !== null && <Shorten company={company} field={field} days={asked} onClose={() => setAsked(null)} />}
    </Row>
  );
}

function Shorten({
  company,
  field,
  days,
  onClose,
}: {
  company: Company;
  field: Field;
  days: number;
  onClose: () => void;
}) {
  const part = { keepMessagesDays: 'messages', keepFilesDays: 'files', keepWebhooksDays: 'webhooks' } as const;
  const { data, error } = useAdmin('countRetention', { query: { [`${part[field]}Days`]: days } });
  const save = useAction(async () => {
    await settle(field, company[field], days, { mayWait: false });
    onClose();
  });
  const counted = data?.[part[field]];
  return (
    <ConfirmDialog
      open
      title={t('company.shortenTitle', { days: describeDays(days) })}
      confirm={t('company.shortenConfirm')}
      busy={save.busy || counted === undefined}
      error={save.error ?? error}
      onConfirm={() => void save.run()}
      onCancel={onClose}
    >
      {counted !== undefined && (
        <p>
          {t(`company.older.${part[field]}`, {
            count: counted.older,
            older: formatNumber(counted.older),
            total: formatNumber(counted.total),
            size: 'olderBytes' in counted ? formatBytes(counted.olderBytes) : '',
          })}
        </p>
      )}
      <p>{t('company.shortenText')}</p>
    </ConfirmDialog>
  );
}

/** Who was erased: each with its receipt. It names nobody. */
function Receipts() {
  const { data } = useAdmin('listErasures');
  const rows = data?.erasures ?? [];
  return (
    <Group title={t('erasure.receipts')}>
      {rows.length === 0 && <Row label={t('erasure.noReceipts')} note={t('erasure.noReceiptsNote')} />}
      {rows.map((erasure) => {
        const confirmed = erasure.desktops.filter(({ confirmedAt, gone }) => confirmedAt !== null || gone).length;
        return (
          <Row
            key={erasure.id}
            label={formatFull(erasure.finishedAt ?? erasure.requestedAt)}
            note={
              erasure.state === 'done'
                ? t('erasure.receiptLine', {
                    count: erasure.counts.messages,
                    messages: formatNumber(erasure.counts.messages),
                    confirmed,
                    desktops: erasure.desktops.length,
                  })
                : undefined
            }
          >
            <Badge tone={erasure.state === 'done' ? 'success' : erasure.state === 'cancelled' ? 'neutral' : 'warning'}>
              {t(`erasure.state.${erasure.state}`)}
            </Badge>
            <Button size="small" onClick={() => showReceipt(erasure.id)}>
              {t('erasure.receipt')}
            </Button>
          </Row>
        );
      })}
    </Group>
  );
}

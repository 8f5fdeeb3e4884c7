import { useState } from 'react';
import { Webhook } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import { useAdmin } from '../../entities/admin.ts';
import { serverNow } from '../../entities/clock.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatFull } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { InspectDialog } from './inspect-dialog.tsx';
import styles from './inspector.module.css';

const pageSize = 50;
const hourMs = 3_600_000;
const spans = { all: 0, hour: hourMs, day: 24 * hourMs } as const;
type Span = keyof typeof spans;
/** Meta's names of what it reports most. */
const fields = [
  'messages',
  'message_echoes',
  'history',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'account_update',
  'phone_number_quality_update',
  'user_preferences',
] as const;

interface Filter {
  field: string;
  state: 'all' | StoredWebhook['state'];
  accountId: string;
  /** Epoch ms; null: however old. */
  since: number | null;
}

interface InspectorProps {
  /** To the message that a webhook became. */
  onOpen: (conversationId: ConversationId, messageId: MessageId | null) => void;
}

/** What WhatsApp sent, what it became, and taking it in again. */
export function Inspector({ onOpen }: InspectorProps) {
  const [filter, setFilter] = useState<Filter>({ field: '', state: 'all', accountId: '', since: null });
  const [span, setSpan] = useState<Span>('all');
  const [openId, setOpenId] = useState<number | null>(null);
  const accounts = useAccounts();
  const all = t('templateLibrary.all');
  return (
    <>
      <PageHead title={t('webhookInspector.title')} lead={t('webhookInspector.lead')} />
      <div className={styles.filters} role="group" aria-label={t('templates.filters')}>
        <Choice
          label={t('webhookInspector.kind')}
          value={filter.field}
          options={[{ value: '', label: all }, ...fields.map((value) => ({ value: value as string, label: value }))]}
          onChange={(field) => setFilter({ ...filter, field })}
        />
        <Choice
          label={t('webhookInspector.result')}
          value={filter.state}
          options={(['all', 'projected', 'dead'] as const).map((value) => ({
            value,
            label: value === 'all' ? all : t(`webhookInspector.state.${value}`),
          }))}
          onChange={(state) => setFilter({ ...filter, state })}
        />
        <Choice
          label={t('templateLibrary.byAccount')}
          value={filter.accountId}
          options={[
            { value: '', label: all },
            ...accounts.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={(accountId) => setFilter({ ...filter, accountId })}
        />
        <Choice
          label={t('webhookInspector.time')}
          value={span}
          options={(['all', 'hour', 'day'] as const).map((value) => ({
            value,
            label: t(`webhookInspector.span.${value}`),
          }))}
          onChange={(next) => {
            setSpan(next);
            setFilter({ ...filter, since: next === 'all' ? null : serverNow() - spans[next] });
          }}
        />
      </div>
      <Pages key={JSON.stringify(filter)} filter={filter} onInspect={setOpenId} />
      {openId !== null && <InspectDialog id={openId} onOpen={onOpen} onClose={() => setOpenId(null)} />}
    </>
  );
}

/** Page after page, the newest first. */
function Pages({ filter, onInspect }: { filter: Filter; onInspect: (id: number) => void }) {
  const [pages, setPages] = useState<readonly (number | null)[]>([null]);
  return (
    <section aria-label={t('webhookInspector.title')} className={styles.pages}>
      {pages.map((before, index) => (
        <Page
          key={before ?? 'newest'}
          filter={filter}
          before={before}
          onInspect={onInspect}
          onOlder={index === pages.length - 1 ? (id) => setPages([...pages, id]) : null}
        />
      ))}
    </section>
  );
}

interface PageProps {
  filter: Filter;
  before: number | null;
  onInspect: (id: number) => void;
  /** null: the next page is there already. */
  onOlder: ((id: number) => void) | null;
}

function Page({ filter, before, onInspect, onOlder }: PageProps) {
  const { field, state, accountId, since } = filter;
  const answer = useAdmin('listWebhooks', {
    query: {
      ...(field !== '' && { field }),
      ...(state !== 'all' && { state }),
      ...(accountId !== '' && { accountId }),
      ...(since !== null && { since }),
      ...(before !== null && { before }),
    },
  });
  const webhooks = answer.data?.webhooks ?? [];
  const oldest = webhooks.at(-1);
  if (webhooks.length === 0 && answer.isLoading) return <RowSkeletons count={6} />;
  return (
    <>
      {before === null && (
        <div className={styles.asOf}>
          <AsOf asOf={answer.asOf} isOld={answer.error !== null} />
        </div>
      )}
      {answer.error !== null && <Banner tone="warning">{describeError(answer.error)}</Banner>}
      {webhooks.length > 0 ? (
        <ol className={page.card}>
          {webhooks.map((webhook) => (
            <Line key={webhook.id} webhook={webhook} onInspect={onInspect} />
          ))}
        </ol>
      ) : (
        answer.error === null && (
          <EmptyState icon={Webhook} title={t('webhookInspector.empty')} text={t('webhookInspector.emptyText')} />
        )
      )}
      {onOlder !== null && oldest !== undefined && webhooks.length >= pageSize && (
        <Button className={styles.older ?? ''} onClick={() => onOlder(oldest.id)}>
          {t('webhookInspector.older')}
        </Button>
      )}
    </>
  );
}

function Line({ webhook, onInspect }: { webhook: StoredWebhook; onInspect: (id: number) => void }) {
  const accounts = useAccounts();
  const { id, receivedAt, fields: kinds, accountIds, state, note, bytes } = webhook;
  const names = accountIds.map((own) => accounts.find((account) => account.id === own)?.name ?? '').filter(Boolean);
  return (
    <li className={styles.line}>
      <button
        type="button"
        className={styles.row}
        aria-label={t('webhookInspector.inspect', { id, kind: kinds.join(', ') })}
        onClick={() => onInspect(id)}
      >
        <span className={styles.kind} dir="ltr">
          {kinds.join(', ') || '?'}
        </span>
        {state === 'dead' && <Badge tone="danger">{t('webhookInspector.state.dead')}</Badge>}
        <span className={styles.time}>{formatFull(receivedAt)}</span>
        <span className={styles.about}>
          <Name text={[...names, formatBytes(bytes)].join(' · ')} />
          {note !== null && <Name text={` · ${note}`} />}
        </span>
      </button>
    </li>
  );
}

import { useState } from 'react';
import { Webhook } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { StoredWebhook } from '#shared/wire/webhooks-routes.ts';
import { serverNow } from '../../entities/clock.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { AnswerPages } from '../../ui/answer-pages.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Choice } from '../../ui/choice.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatFull } from '../../ui/format-time.ts';
import { PageHead } from '../../ui/page.tsx';
import { Name } from '../../ui/user-text.tsx';
import { InspectDialog } from './inspect-dialog.tsx';
import styles from './inspector.module.css';

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

/** What is not there is not asked for. */
type Filter = {
  field?: string | undefined;
  state?: StoredWebhook['state'] | undefined;
  accountId?: string | undefined;
  /** Epoch ms. */
  since?: number | undefined;
};

interface InspectorProps {
  /** To the message that a webhook became. */
  onOpen: (conversationId: ConversationId, messageId: MessageId | null) => void;
}

/** What WhatsApp sent, what it became, and taking it in again. */
export function Inspector({ onOpen }: InspectorProps) {
  const [filter, setFilter] = useState<Filter>({});
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
          value={filter.field ?? ''}
          options={[{ value: '', label: all }, ...fields.map((value) => ({ value: value as string, label: value }))]}
          onChange={(field) => setFilter({ ...filter, field: field || undefined })}
        />
        <Choice
          label={t('webhookInspector.result')}
          value={filter.state ?? 'all'}
          options={(['all', 'projected', 'dead'] as const).map((value) => ({
            value,
            label: value === 'all' ? all : t(`webhookInspector.state.${value}`),
          }))}
          onChange={(state) => setFilter({ ...filter, state: state === 'all' ? undefined : state })}
        />
        <Choice
          label={t('templateLibrary.byAccount')}
          value={filter.accountId ?? ''}
          options={[
            { value: '', label: all },
            ...accounts.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          onChange={(accountId) => setFilter({ ...filter, accountId: accountId || undefined })}
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
            setFilter({ ...filter, since: next === 'all' ? undefined : serverNow() - spans[next] });
          }}
        />
      </div>
      <AnswerPages
        label={t('webhookInspector.title')}
        route="listWebhooks"
        filter={filter}
        rowsOf={({ webhooks }) => webhooks}
        placeOf={({ id }) => id}
        renderRow={(webhook) => <Line key={webhook.id} webhook={webhook} onInspect={setOpenId} />}
        empty={<EmptyState icon={Webhook} title={t('webhookInspector.empty')} text={t('webhookInspector.emptyText')} />}
      />
      {openId !== null && <InspectDialog id={openId} onOpen={onOpen} onClose={() => setOpenId(null)} />}
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

import type { IntegrationToken } from '#shared/integration-token.ts';
import type { HealthBoard } from '#shared/wire/health-routes.ts';
import type { QueueState } from '#shared/wire/queue-routes.ts';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { useNow } from '../../entities/clock.ts';
import { useTemplates } from '../../entities/templates.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { formatAgo } from '../../ui/format-ago.ts';
import { formatFull, formatNumber } from '../../ui/format-time.ts';
import { Group, Row } from '../../ui/page.tsx';
import { Name } from '../../ui/user-text.tsx';

interface PartsProps {
  board: HealthBoard;
  /** The server does not answer: nothing is said to be well. */
  isUnknown: boolean;
  accounts: readonly IntegrationView[];
  tokens: readonly IntegrationToken[];
  queue: QueueState | null;
}

/** One line for each thing that can fail. */
export function Parts({ board, isUnknown, accounts, tokens, queue }: PartsProps) {
  const now = useNow();
  const pending = useTemplates(({ templates }) => templates.filter(({ status }) => status === 'PENDING').length);
  const seen = new Map(board.webhooks.accounts.map(({ accountId, lastAt }) => [accountId, lastAt]));
  const used = tokens.map(({ lastUsedAt }) => (lastUsedAt === null ? 0 : Date.parse(lastUsedAt)));
  const lastUse = Math.max(0, ...used);
  const state = (isWell: boolean) => <State isWell={isWell} isUnknown={isUnknown} />;
  return (
    <>
      {accounts.length > 0 && (
        <Group title={t('health.numbers')}>
          {accounts.map((account) => {
            const lastAt = seen.get(account.id);
            const note = lastAt === undefined ? t('health.noWebhook') : formatAgo(lastAt, now);
            return (
              <Row key={account.id} label={<Name text={account.name} />} note={t('health.lastWebhook', { ago: note })}>
                {account.cannotSend === 'disabled' ? (
                  <Badge tone="neutral">{t('health.off')}</Badge>
                ) : (
                  state(account.cannotSend === null)
                )}
              </Row>
            );
          })}
        </Group>
      )}
      <Group title={t('health.parts')}>
        <Row
          label={t('health.sending')}
          note={t('health.sendingNote', {
            waiting: formatNumber(board.sending.waiting),
            held: formatNumber(board.sending.held),
            uncertain: formatNumber(board.sending.uncertain),
          })}
        >
          {state(board.sending.oldestAt === null || now - board.sending.oldestAt < 120_000)}
        </Row>
        <Row
          label={t('health.webhooks')}
          note={
            board.webhooks.lastAt === null
              ? t('health.noWebhook')
              : t('health.lastWebhook', { ago: formatAgo(board.webhooks.lastAt, now) })
          }
        >
          {state(board.webhooks.dead === 0)}
        </Row>
        {queue?.queue != null && (
          <Row label={t('health.queue')} note={t('health.queueNote', { name: queue.queue, count: queue.taken })}>
            {state(queue.connected)}
          </Row>
        )}
        <Row
          label={t('health.tokens')}
          note={t('health.tokensNote', {
            count: tokens.length,
            ago: lastUse === 0 ? t('apiKeys.never') : formatAgo(lastUse, now),
          })}
        >
          {state(tokens.every(({ alert }) => alert === null))}
        </Row>
        <Row label={t('health.templates')} note={t('health.templatesNote', { count: pending })} />
        <Row
          label={t('health.node')}
          note={t('health.nodeNote', {
            name: board.node.name,
            version: board.version,
            since: formatFull(board.node.startedAt),
          })}
        >
          {state(true)}
        </Row>
      </Group>
    </>
  );
}

function State({ isWell, isUnknown }: { isWell: boolean; isUnknown: boolean }) {
  if (isUnknown) return <Badge tone="neutral">{t('health.unknown')}</Badge>;
  return <Badge tone={isWell ? 'success' : 'danger'}>{t(isWell ? 'health.well' : 'health.notWell')}</Badge>;
}

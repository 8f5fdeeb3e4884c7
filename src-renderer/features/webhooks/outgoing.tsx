import { useState } from 'react';
import { Ellipsis, ListChecks, Pencil, Plus, Send, Trash2 } from 'lucide-react';
import type { Subscription } from '#shared/outgoing-webhook.ts';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useAccount } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { PageHead } from '../../ui/page.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Name } from '../../ui/user-text.tsx';
import page from '../../ui/page.module.css';
import { Deliveries } from './deliveries.tsx';
import { EditOutgoing } from './edit-outgoing.tsx';
import styles from './outgoing.module.css';

type Asked = { kind: 'edit' | 'deliveries' | 'delete'; subscription: Subscription } | { kind: 'new' };

/** Other systems that are told what happens on a number. */
export function Outgoing() {
  const { data, asOf, error, isLoading } = useAdmin('listOutgoingWebhooks');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const subscriptions = data?.data ?? [];
  return (
    <>
      <PageHead title={t('outgoingWebhooks.title')} lead={t('outgoingWebhooks.lead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
        <Button kind="primary" icon={Plus} onClick={() => setAsked({ kind: 'new' })}>
          {t('outgoingWebhooks.new')}
        </Button>
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {subscriptions.length > 0 ? (
        <ul className={page.card} aria-label={t('outgoingWebhooks.title')}>
          {subscriptions.map((subscription) => (
            <Line key={subscription.id} subscription={subscription} onAsk={setAsked} />
          ))}
        </ul>
      ) : isLoading ? (
        <RowSkeletons count={2} />
      ) : (
        <EmptyState icon={Send} title={t('outgoingWebhooks.empty')} text={t('outgoingWebhooks.emptyText')} />
      )}
      {asked?.kind === 'new' && <EditOutgoing subscription={null} onClose={close} />}
      {asked?.kind === 'edit' && <EditOutgoing subscription={asked.subscription} onClose={close} />}
      {asked?.kind === 'deliveries' && <Deliveries subscription={asked.subscription} onClose={close} />}
      {asked?.kind === 'delete' && <DeleteOutgoing subscription={asked.subscription} onClose={close} />}
    </>
  );
}

function Line({ subscription, onAsk }: { subscription: Subscription; onAsk: (asked: Asked) => void }) {
  const { id, accountId, url, events, active, stopReason, waiting } = subscription;
  const account = useAccount(accountId);
  const toggle = useAction((next: boolean) =>
    actAdmin('changeOutgoingWebhook', { params: { id }, body: { active: next } }),
  );
  return (
    <li className={styles.line} aria-label={url}>
      <div className={page.rowText}>
        <p className={styles.url} dir="ltr">
          <Name text={url} />
        </p>
        <p className={page.rowNote}>
          <Name text={account?.name ?? ''} /> ·{' '}
          {events.map((name) => t(`outgoingWebhooks.event.${keyOf(name)}`)).join(', ')}
        </p>
        {stopReason !== null && (
          <p className={styles.stopped}>
            <Name text={stopReason} />
          </p>
        )}
        {toggle.error !== null && <p className={styles.stopped}>{describeError(toggle.error)}</p>}
      </div>
      {waiting > 0 && <Badge tone="info">{t('outgoingWebhooks.waiting', { count: waiting })}</Badge>}
      {!active && <Badge tone="warning">{t('outgoingWebhooks.paused')}</Badge>}
      <Switch
        label={t('outgoingWebhooks.active', { url })}
        checked={active}
        onChange={(next) => void toggle.run(next)}
      />
      <Button size="small" icon={ListChecks} onClick={() => onAsk({ kind: 'deliveries', subscription })}>
        {t('outgoingWebhooks.deliveries')}
      </Button>
      <Menu align="end" trigger={<IconButton label={t('templateLibrary.more')} icon={Ellipsis} />}>
        <MenuItem icon={Pencil} onSelect={() => onAsk({ kind: 'edit', subscription })}>
          {t('templateLibrary.edit')}
        </MenuItem>
        <MenuItem icon={Trash2} tone="danger" onSelect={() => onAsk({ kind: 'delete', subscription })}>
          {t('templateLibrary.delete')}
        </MenuItem>
      </Menu>
    </li>
  );
}

function DeleteOutgoing({ subscription, onClose }: { subscription: Subscription; onClose: () => void }) {
  const { id, url, waiting } = subscription;
  const remove = useAction(async () => {
    await actAdmin('deleteOutgoingWebhook', { params: { id } });
    onClose();
  });
  return (
    <ConfirmDialog
      open
      title={t('outgoingWebhooks.deleteTitle')}
      confirm={t('outgoingWebhooks.deleteConfirm')}
      busy={remove.busy}
      error={remove.error}
      onConfirm={() => void remove.run()}
      onCancel={onClose}
    >
      <p dir="ltr">
        <Name text={url} />
      </p>
      <p>{t('outgoingWebhooks.deleteText', { count: waiting })}</p>
    </ConfirmDialog>
  );
}

/** Names of events have a full stop in them, which parts the names of texts. */
export const keyOf = (name: Subscription['events'][number]) => {
  const keys = {
    'message.received': 'messageReceived',
    'message.status': 'messageStatus',
    'conversation.updated': 'conversationUpdated',
    'contact.updated': 'contactUpdated',
  } as const;
  return keys[name];
};

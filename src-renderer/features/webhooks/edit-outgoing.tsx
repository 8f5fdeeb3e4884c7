import { useState } from 'react';
import { Copy } from 'lucide-react';
import { WebhookEventName, type Subscription } from '#shared/outgoing-webhook.ts';
import { actAdmin } from '../../entities/admin.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useAccounts } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/choice.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { OneTimeDialog } from '../../ui/one-time-dialog.tsx';
import { keyOf } from './outgoing.tsx';
import styles from './outgoing.module.css';

interface EditOutgoingProps {
  /** null: a new one. */
  subscription: Subscription | null;
  onClose: () => void;
}

/** Who is told, and of what. The secret of a new one is shown this once. */
export function EditOutgoing({ subscription, onClose }: EditOutgoingProps) {
  const accounts = useAccounts();
  const [accountId, setAccountId] = useState<string>(subscription?.accountId ?? accounts[0]?.id ?? '');
  const [url, setUrl] = useState(subscription?.url ?? 'https://');
  const [events, setEvents] = useState<readonly WebhookEventName[]>(subscription?.events ?? WebhookEventName.options);
  const [secret, setSecret] = useState<string | null>(null);
  const save = useAction(async () => {
    if (subscription === null) {
      const answer = await actAdmin('createOutgoingWebhook', { body: { accountId, url, events } });
      if (answer !== null) setSecret(answer.data.secret);
      return;
    }
    const answer = await actAdmin('changeOutgoingWebhook', { params: { id: subscription.id }, body: { url, events } });
    if (answer !== null) onClose();
  });
  if (secret !== null) return <Secret secret={secret} onClose={onClose} />;
  const title = t(subscription === null ? 'outgoingWebhooks.newTitle' : 'outgoingWebhooks.editTitle');
  return (
    <Dialog open onClose={onClose} title={title}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        {subscription === null && (
          <Choice
            label={t('outgoingWebhooks.account')}
            value={accountId}
            options={accounts.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChange={setAccountId}
          />
        )}
        <Field
          label={t('outgoingWebhooks.url')}
          hint={t('outgoingWebhooks.urlHint')}
          type="url"
          dir="ltr"
          required
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <fieldset className={styles.events}>
          <legend className={styles.legend}>{t('outgoingWebhooks.events')}</legend>
          {WebhookEventName.options.map((name) => (
            <label key={name} className={styles.event}>
              <input
                type="checkbox"
                checked={events.includes(name)}
                onChange={(event) =>
                  setEvents(event.target.checked ? [...events, name] : events.filter((each) => each !== name))
                }
              />
              {t(`outgoingWebhooks.event.${keyOf(name)}`)}
            </label>
          ))}
        </fieldset>
        {save.error !== null && <Banner tone="danger">{describeError(save.error)}</Banner>}
        <div className={styles.acts}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" type="submit" busy={save.busy} disabled={events.length === 0}>
            {t(subscription === null ? 'outgoingWebhooks.create' : 'outgoingWebhooks.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <OneTimeDialog title={t('outgoingWebhooks.secretTitle')} done={t('apiKeys.saved')} onDone={onClose}>
      <p>{t('outgoingWebhooks.secretText')}</p>
      <code className={styles.secret} role="group" aria-label={t('outgoingWebhooks.secret')}>
        {secret}
      </code>
      <div className={styles.acts}>
        <Button icon={Copy} onClick={() => copyText(secret)}>
          {t('apiKeys.copy')}
        </Button>
      </div>
    </OneTimeDialog>
  );
}

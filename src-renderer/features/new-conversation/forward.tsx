import { useState } from 'react';
import type { ConversationId } from '#shared/ids.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useAccounts } from '../../entities/directory.ts';
import { closeForward, mayForwardTo, useForward } from '../../entities/forward.ts';
import { startConversation } from '../../entities/new-conversation.ts';
import { nameOfRecipient, type Recipient, useRecipients } from '../../entities/recipients.ts';
import { sendContent } from '../../entities/send-content.ts';
import { openTemplatePicker } from '../../entities/template-picker.ts';
import { t } from '../../i18n/i18n.ts';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { showToast } from '../../ui/toasts.ts';
import { Quote } from '../../ui/user-text.tsx';
import { RecipientList } from './recipient-list.tsx';
import styles from './new-conversation.module.css';

/** To whom a message is passed on. Mounted once; a message's own menu opens it. */
export function Forward({ onOpen }: { onOpen: (id: ConversationId) => void }) {
  const forwarded = useForward((state) => state.forwarded);
  return (
    <Dialog open={forwarded !== null} onClose={closeForward} title={t('forward.title')} header={false}>
      {forwarded !== null && <Form forwarded={forwarded} onOpen={onOpen} />}
    </Dialog>
  );
}

interface FormProps {
  forwarded: NonNullable<ReturnType<typeof useForward.getState>['forwarded']>;
  onOpen: (id: ConversationId) => void;
}

function Form({ forwarded, onOpen }: FormProps) {
  const { content, preview } = forwarded;
  const accounts = useAccounts();
  const [text, setText] = useState('');
  const [isBusy, setIsBusy] = useState(false);
  // From the number that the open conversation is on, unless the person is only known on another.
  const here = useConversations((state) => (state.openId === null ? null : state.byId[state.openId]?.accountId));
  const account = accounts.find(({ id }) => id === here) ?? accounts[0] ?? null;
  const recipients = useRecipients(text, account);

  const forward = async (recipient: Recipient) => {
    const accountId = (recipient.kind === 'person' ? recipient.accountId : null) ?? account?.id;
    if (accountId === undefined || isBusy) return;
    setIsBusy(true);
    try {
      const peer = recipient.kind === 'phone' ? { phone: `+${recipient.phone}` } : { contactId: recipient.contactId };
      const conversationId = await startConversation(accountId, peer);
      const name = visibleName(nameOfRecipient(recipient));
      if (!mayForwardTo(conversationId, content)) {
        closeForward();
        onOpen(conversationId);
        showToast({ kind: 'warning', text: t('forward.onlyTemplate', { name }) });
        openTemplatePicker(conversationId, content.type === 'text' ? content.text : '');
        return;
      }
      if (!(await sendContent(conversationId, content, { keepsDraft: true }))) return setIsBusy(false);
      closeForward();
      const action = { label: t('action.open'), run: () => onOpen(conversationId) };
      showToast({ kind: 'info', text: t('forward.done', { name }), action });
    } catch (error) {
      setIsBusy(false);
      showToast({ kind: 'warning', text: describeError(error) });
    }
  };
  return (
    <>
      <p className={styles.preview}>
        <Quote text={preview} />
      </p>
      <RecipientList
        label={t('forward.to')}
        hint={t('newConversation.toHint')}
        text={text}
        recipients={recipients}
        onText={setText}
        onChoose={(recipient) => void forward(recipient)}
      />
    </>
  );
}

import { useEffect, useRef, useState } from 'react';
import type { Account } from '#shared/account.ts';
import type { AccountId, ConversationId } from '#shared/ids.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useAccounts } from '../../entities/directory.ts';
import {
  closeNewConversation,
  offerTemplate,
  startConversation,
  useNewConversation,
} from '../../entities/new-conversation.ts';
import { type Recipient, useRecipients } from '../../entities/recipients.ts';
import { t } from '../../i18n/i18n.ts';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { showToast } from '../../ui/toasts.ts';
import { Name } from '../../ui/user-text.tsx';
import { RecipientList } from './recipient-list.tsx';
import styles from './new-conversation.module.css';

/** Writing to somebody first: who, and from which number. Mounted once, opened from anywhere. */
export function NewConversation({ onOpen }: { onOpen: (id: ConversationId) => void }) {
  const { isOpen, given } = useNewConversation();
  // Whoever was chosen is written to: that is where the focus goes.
  const hasChosen = useRef(false);
  useEffect(() => {
    if (isOpen) hasChosen.current = false;
  }, [isOpen]);
  const open = (id: ConversationId) => {
    hasChosen.current = true;
    onOpen(id);
  };
  return (
    <Dialog
      open={isOpen}
      onClose={closeNewConversation}
      title={t('newConversation.title')}
      header={false}
      givesFocusBack={() => !hasChosen.current}
    >
      {isOpen && <Form given={given} onOpen={open} />}
    </Dialog>
  );
}

function Form({ given, onOpen }: { given: string; onOpen: (id: ConversationId) => void }) {
  const accounts = useAccounts();
  const [chosenId, setChosenId] = useState<AccountId | null>(null);
  // The numbers may come only after the dialog: whoever is quick has chosen none.
  const account = accounts.find(({ id }) => id === chosenId) ?? firstAccount(accounts);
  const [text, setText] = useState(given);
  const [isBusy, setIsBusy] = useState(false);
  const recipients = useRecipients(text, account);

  const start = async (recipient: Recipient) => {
    if (account === null || isBusy) return;
    setIsBusy(true);
    try {
      const peer = recipient.kind === 'phone' ? { phone: `+${recipient.phone}` } : { contactId: recipient.contactId };
      const conversationId = await startConversation(account.id, peer);
      onOpen(conversationId);
      closeNewConversation();
      offerTemplate(conversationId);
    } catch (error) {
      setIsBusy(false);
      showToast({ kind: 'warning', text: describeError(error) });
    }
  };
  if (accounts.length === 0) return <p className={styles.nothing}>{t('newConversation.noAccounts')}</p>;
  return (
    <>
      <RecipientList
        label={t('newConversation.to')}
        hint={t('newConversation.toHint')}
        text={text}
        recipients={recipients}
        onText={setText}
        onChoose={(recipient) => void start(recipient)}
      />
      <footer className={styles.footer}>
        <span className={styles.from}>{t('newConversation.from')}</span>
        {accounts.length === 1 ? (
          <AccountLabel account={account} />
        ) : (
          <Segmented
            label={t('newConversation.from')}
            value={account?.id ?? ''}
            onChange={(id) => setChosenId(accounts.find((each) => each.id === id)?.id ?? null)}
            options={accounts.map((each) => ({ value: each.id, label: <AccountLabel account={each} /> }))}
          />
        )}
      </footer>
    </>
  );
}

function AccountLabel({ account }: { account: Account | null }) {
  if (account === null) return null;
  return (
    <span className={styles.account}>
      <span className={styles.dot} style={{ '--edge': `var(--account-${account.color})` }} />
      <Name text={account.name} />
    </span>
  );
}

/** That of the list, if it shows one number only; else the first that can send. */
function firstAccount(accounts: readonly Account[]): Account | null {
  const listed = useConversations.getState().query.accountId;
  const chosen = accounts.find(({ id }) => id === listed) ?? accounts.find(({ cannotSend }) => cannotSend === null);
  return chosen ?? accounts[0] ?? null;
}

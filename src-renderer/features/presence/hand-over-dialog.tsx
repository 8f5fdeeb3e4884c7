import { useState } from 'react';
import type { UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { can } from '#shared/permission.ts';
import type { User } from '#shared/user.ts';
import { useConversation } from '../../entities/conversations.ts';
import { useMe, useUsers } from '../../entities/directory.ts';
import { loadDraft, useDraft } from '../../entities/drafts.ts';
import { handOver, openHandOver, useHandOver } from '../../entities/hand-over.ts';
import { usePresence } from '../../entities/presence.ts';
import { t } from '../../i18n/i18n.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Switch } from '../../ui/switch.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { StatusDot } from './status-choice.tsx';
import styles from './hand-over-dialog.module.css';

/** Gives a conversation to a colleague with a note and the begun reply, in one act. */
export function HandOverDialog() {
  const id = useHandOver((state) => state.id);
  const row = useConversation(id);
  const close = () => openHandOver(null);
  const name = row === null ? '' : visibleName(row.contactName) || row.contactHandle;
  return (
    <Dialog open={row !== null} onClose={close} title={t('handOver.title', { name })} width="narrow">
      {row !== null && <HandOverForm key={row.id} row={row} onDone={close} />}
    </Dialog>
  );
}

function HandOverForm({ row, onDone }: { row: ConversationRow; onDone: () => void }) {
  const colleagues = useColleagues();
  const [to, setTo] = useState<UserId | null>(null);
  const [note, setNote] = useState('');
  const [withDraft, setWithDraft] = useState(true);
  const draft = (useDraft(row.id, 'reply') ?? row.draft ?? '').trim();
  const submit = async () => {
    if (to === null) return;
    onDone();
    // From the list it may not have been read yet.
    await loadDraft(row.id, 'reply');
    handOver(row, to, note.trim(), withDraft);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {colleagues.length === 0 ? (
        <p className={styles.nobody}>{t('handOver.nobody')}</p>
      ) : (
        <fieldset className={styles.people}>
          <legend className={styles.label}>{t('handOver.to')}</legend>
          {colleagues.map((user) => (
            <label key={user.id} className={styles.person}>
              <input type="radio" name="colleague" checked={to === user.id} onChange={() => setTo(user.id)} />
              <Avatar id={user.id} name={user.name} size={24} />
              <Name text={user.name} className={styles.name} />
              <StatusDot userId={user.id} />
            </label>
          ))}
        </fieldset>
      )}
      <label className={styles.label}>
        {t('handOver.note')}
        <textarea
          className={styles.note}
          dir="auto"
          rows={3}
          maxLength={10_000}
          placeholder={t('handOver.noteHint')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
          }}
        />
      </label>
      {draft !== '' && (
        <div className={styles.draft}>
          <div className={styles.draftText}>
            <p>{t('handOver.withDraft')}</p>
            <p className={styles.quote}>
              <Quote text={draft} />
            </p>
          </div>
          <Switch label={t('handOver.withDraft')} checked={withDraft} onChange={setWithDraft} />
        </div>
      )}
      <footer className={styles.footer}>
        <Button onClick={onDone}>{t('handOver.cancel')}</Button>
        <Button kind="primary" type="submit" disabled={to === null}>
          {t('handOver.submit')}
        </Button>
      </footer>
    </form>
  );
}

const ranks = { online: 0, away: 1, dnd: 2 } as const;

/** Those who may answer customers: who is here before who is not, then by name. */
function useColleagues(): readonly User[] {
  const users = useUsers();
  const me = useMe();
  const people = usePresence((state) => state.people);
  const rankOf = (id: UserId) => {
    const person = people.find(({ userId }) => userId === id);
    return person === undefined ? 3 : ranks[person.status];
  };
  return users
    .filter((user) => user.active && user.id !== me?.id && can(user.role, 'message.send'))
    .toSorted((one, other) => rankOf(one.id) - rankOf(other.id) || one.name.localeCompare(other.name));
}

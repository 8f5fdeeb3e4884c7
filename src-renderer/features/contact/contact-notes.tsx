import { useState, type KeyboardEvent } from 'react';
import { Trash2 } from 'lucide-react';
import type { ContactNote } from '#shared/contact.ts';
import type { ContactCard } from '#shared/inbox.ts';
import { useNow } from '../../entities/clock.ts';
import { addContactNote, removeContactNote } from '../../entities/contacts.ts';
import { useCan, useMe, useUser } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatShort } from '../../ui/format-time.ts';
import { Name, Quote } from '../../ui/user-text.tsx';
import { Section } from './contact-section.tsx';
import styles from './contact-panel.module.css';

const firstShown = 3;

/** What colleagues should know about somebody, whatever conversation they are in. */
export function ContactNotes({ card: { contact, notes } }: { card: ContactCard }) {
  const mayWrite = useCan('contact.write');
  const [isWhole, setWhole] = useState(false);
  if (!mayWrite && notes.length === 0) return null;
  return (
    <Section title={t('contact.notes')}>
      {mayWrite && <NewNote onWrite={(text) => addContactNote(contact.id, text)} />}
      <ul className={styles.notes}>
        {(isWhole ? notes : notes.slice(0, firstShown)).map((note) => (
          <Note key={note.id} note={note} />
        ))}
      </ul>
      {!isWhole && notes.length > firstShown && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('contact.allNotes', { count: notes.length })}
        </Button>
      )}
    </Section>
  );
}

function Note({ note }: { note: ContactNote }) {
  const author = useUser(note.authorId);
  const me = useMe();
  const now = useNow();
  return (
    <li className={styles.note}>
      <Quote text={note.text} className={styles.noteText} />
      <div className={styles.noteBy}>
        <span>
          <Name text={author?.name ?? ''} /> · {formatShort(note.createdAt, now)}
        </span>
        {note.authorId === me?.id && (
          <IconButton label={t('contact.removeNote')} icon={Trash2} onClick={() => removeContactNote(note)} />
        )}
      </div>
    </li>
  );
}

/** Enter keeps it, Shift with Enter begins a line. */
function NewNote({ onWrite }: { onWrite: (text: string) => void }) {
  const [text, setText] = useState('');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (text.trim() === '') return;
    onWrite(text.trim());
    setText('');
  };
  return (
    <textarea
      className={styles.newNote}
      aria-label={t('contact.addNote')}
      placeholder={t('contact.addNote')}
      rows={text === '' ? 1 : 3}
      dir="auto"
      maxLength={10_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}

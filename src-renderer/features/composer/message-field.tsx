import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import type { DraftMode } from '#shared/inbox.ts';
import { fillQuickReply, holesIn, insertAt, nextHole } from '#shared/quick-reply.ts';
import { valuesOf } from '#shared/quick-reply-values.ts';
import { noteUse } from '../../entities/habits.ts';
import { undoLast } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { matches, parsePress } from '../../ui/shortcut.ts';
import { editText } from './edit-text.ts';
import { SuggestionList, suggestionId } from './suggestion-list.tsx';
import { suggest, type QuickReplyItem, type Suggestion, type SuggestionWorld } from './suggestions.ts';
import { triggerAt } from './trigger.ts';
import { toggleMark, type WhatsAppMark } from './wrap.ts';
import styles from './message-field.module.css';

/** What others do to the text. */
export interface FieldHandle {
  focus: () => void;
  insert: (text: string) => void;
  insertQuickReply: (item: QuickReplyItem) => void;
  toggleMark: (mark: WhatsAppMark) => void;
  goToHole: () => boolean;
}

interface MessageFieldProps {
  ref: Ref<FieldHandle>;
  mode: DraftMode;
  placeholder: string;
  text: string;
  /** The draft is not read yet. */
  isLoading: boolean;
  /** BCP 47; undefined when nobody knows. */
  language: string | undefined;
  /** Made when the list opens: nothing of it is needed while one only types. */
  world: () => SuggestionWorld;
  onChange: (text: string) => void;
  onQuickReply: (item: QuickReplyItem) => void;
  /** A key that the field itself has no use for. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
}

const listId = 'composer-suggestions';

/** The text, with suggestions over it and its holes marked. */
export function MessageField(props: MessageFieldProps) {
  const { ref, mode, placeholder, text, isLoading, language, world, onChange, onQuickReply, onKeyDown } = props;
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const [cursor, setCursor] = useState(0);
  const [highlighted, setHighlighted] = useState(0);
  /** Where a list was closed by Esc: it stays closed for that sign. */
  const [closedAt, setClosedAt] = useState<number | null>(null);
  /** Emptied by sending, not by hand: then mod+Z means the message, not the typing. */
  const typedRef = useRef(false);
  useEffect(() => {
    if (text === '') typedRef.current = false;
  }, [text]);

  const trigger = triggerAt(text, cursor, mode);
  const isAsking = trigger !== null && trigger.start !== closedAt;
  const suggestions = isAsking ? suggest(trigger, world()) : [];
  const chosen = suggestions[Math.min(highlighted, suggestions.length - 1)];

  const replace = (range: { start: number; end: number }, inserted: string) => {
    const field = fieldRef.current;
    if (field === null) return;
    editText(field, range, inserted);
    const place = insertAt(text, range, inserted).cursor;
    field.setSelectionRange(place.start, place.end);
    setCursor(place.end);
  };
  const insertQuickReply = (item: QuickReplyItem, range: { start: number; end: number }) => {
    noteUse('quickReply', item.id);
    replace(range, fillQuickReply(item.content.text, valuesOf(world().people)));
    onQuickReply(item);
  };
  const choose = (suggestion: Suggestion) => {
    if (trigger === null) return;
    const valueOf = valuesOf(world().people);
    switch (suggestion.kind) {
      case 'quickReply':
        return insertQuickReply(suggestion.item, trigger);
      case 'variable':
        return replace(trigger, fillQuickReply(`{{${suggestion.path}}}`, valueOf));
      case 'emoji':
        noteUse('emoji', suggestion.sign);
        return replace(trigger, suggestion.sign);
      case 'mention':
        return replace(trigger, `@${suggestion.user.name} `);
    }
  };
  const selection = () => ({
    start: fieldRef.current?.selectionStart ?? text.length,
    end: fieldRef.current?.selectionEnd ?? text.length,
  });
  const goToHole = () => {
    const field = fieldRef.current;
    const hole = nextHole(text, selection().end);
    if (hole === null || field === null) return false;
    field.focus();
    field.setSelectionRange(hole.start, hole.end);
    return true;
  };
  useImperativeHandle(ref, () => ({
    focus: () => fieldRef.current?.focus(),
    insert: (inserted) => replace(selection(), inserted),
    insertQuickReply: (item) => insertQuickReply(item, selection()),
    goToHole,
    toggleMark: (mark) => {
      const field = fieldRef.current;
      if (field === null) return;
      const edited = toggleMark(text, selection(), mark);
      editText(field, { start: 0, end: text.length }, edited.text);
      field.setSelectionRange(edited.start, edited.end);
    },
  }));

  const onListKey = (event: KeyboardEvent): boolean => {
    if (chosen === undefined || trigger === null || event.nativeEvent.isComposing) return false;
    const count = suggestions.length;
    const at = Math.min(highlighted, count - 1);
    if (event.key === 'ArrowDown') setHighlighted((at + 1) % count);
    else if (event.key === 'ArrowUp') setHighlighted((at + count - 1) % count);
    else if (event.key === 'Escape') setClosedAt(trigger.start);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) choose(chosen);
    else return false;
    return true;
  };
  const onAnyKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isUndo = text === '' && !typedRef.current && matches(parsePress('mod+KeyZ'), event.nativeEvent);
    const isDone =
      onListKey(event) ||
      (event.key === 'Tab' && !event.shiftKey && !event.ctrlKey && !event.altKey && goToHole()) ||
      (isUndo && undoLast());
    if (!isDone) return onKeyDown(event);
    event.preventDefault();
    // Esc and the like are done with: the registry must not hear them too.
    event.stopPropagation();
  };
  return (
    <div className={styles.frame}>
      {chosen !== undefined && trigger !== null && (
        <SuggestionList
          id={listId}
          kind={trigger.kind}
          suggestions={suggestions}
          highlighted={Math.min(highlighted, suggestions.length - 1)}
          onHighlight={setHighlighted}
          onChoose={choose}
        />
      )}
      <HoleMarks text={text} field={fieldRef} />
      <textarea
        ref={fieldRef}
        className={styles.field}
        aria-label={t(mode === 'reply' ? 'composer.message' : 'composer.noteField')}
        aria-describedby="composer-check"
        aria-autocomplete="list"
        aria-busy={isLoading || undefined}
        aria-controls={chosen === undefined ? undefined : listId}
        aria-activedescendant={
          chosen === undefined ? undefined : suggestionId(Math.min(highlighted, suggestions.length - 1))
        }
        placeholder={placeholder}
        dir="auto"
        lang={language}
        spellCheck
        rows={1}
        value={text}
        onChange={(event) => {
          const field = event.target;
          typedRef.current = true;
          setHighlighted(0);
          setCursor(field.selectionEnd);
          if (closedAt !== null && triggerAt(field.value, field.selectionEnd, mode)?.start !== closedAt) {
            setClosedAt(null);
          }
          onChange(field.value);
          if ((event.nativeEvent as InputEvent).data === '}') queueMicrotask(() => fillBefore(field, world));
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionEnd)}
        onBlur={() => setClosedAt(trigger?.start ?? null)}
        onKeyDown={onAnyKey}
      />
    </div>
  );
}

/** A variable that was typed out is filled at once: what stands in the field is what the customer gets. */
function fillBefore(field: HTMLTextAreaElement, world: () => SuggestionWorld): void {
  const end = field.selectionEnd;
  const tag = /\{\{[^{}]*\}\}$/.exec(field.value.slice(0, end))?.[0];
  if (tag === undefined) return;
  const filled = fillQuickReply(tag, valuesOf(world().people));
  if (filled !== tag) editText(field, { start: end - tag.length, end }, filled);
}

/** Colours behind the holes; the words themselves are the field's. */
function HoleMarks({ text, field }: { text: string; field: React.RefObject<HTMLTextAreaElement | null> }) {
  const marksRef = useRef<HTMLDivElement>(null);
  const holes = holesIn(text);
  const isNeeded = holes.length > 0;
  useEffect(() => {
    const source = field.current;
    if (!isNeeded || source === null) return undefined;
    const follow = () => {
      if (marksRef.current) marksRef.current.scrollTop = source.scrollTop;
    };
    follow();
    source.addEventListener('scroll', follow);
    return () => source.removeEventListener('scroll', follow);
  }, [field, isNeeded]);
  if (!isNeeded) return null;
  return (
    <div ref={marksRef} className={styles.marks} dir="auto" aria-hidden="true">
      {holes.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(holes[index - 1]?.end ?? 0, start)}
          <mark className={styles.hole}>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(holes.at(-1)?.end)}
    </div>
  );
}

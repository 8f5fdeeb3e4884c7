import { useRef, useState } from 'react';
import { Copy, Trash2 } from 'lucide-react';
import { fillQuickReply, parseQuickReply } from '#shared/quick-reply.ts';
import { standardPaths, valuesOf } from '#shared/quick-reply-values.ts';
import { useCan, useMe } from '../../entities/directory.ts';
import { removeItem } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { Switch } from '../../ui/switch.tsx';
import { Quote } from '../../ui/user-text.tsx';
import {
  change,
  editAgain,
  editCopy,
  forgetSaved,
  problemsOf,
  save,
  share,
  stopEditing,
  type Editing,
  type FieldProblem,
  type QuickReplyItem,
} from './editor-store.ts';
import { FilePart, Sight, useFilePick } from './file-part.tsx';
import styles from './quick-replies.module.css';

/** One quick reply: its name, its text with variables, and what the customer will read. */
export function Editor({ editing, items }: { editing: Editing; items: readonly QuickReplyItem[] }) {
  const { content, shared, itemId, expected } = editing;
  const [isTried, setIsTried] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const pick = useFilePick();
  const mayShare = useCan('library.share');
  const before = items.find(({ id }) => id === itemId);
  const isReadOnly = !useCan('library.write') || (before?.ownerId === null && !mayShare);
  const problems = problemsOf(editing, items);
  const say = (problem: FieldProblem) =>
    isTried && problems.includes(problem) ? t(`quickReplies.problem.${problem}`) : null;
  const submit = () => {
    setIsTried(true);
    if (problems.length > 0 || isReadOnly || pick.isBusy) return;
    save(editing).catch((thrown: unknown) => setError(describeError(thrown)));
  };
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {isReadOnly && <Banner tone="info">{t('quickReplies.readOnly')}</Banner>}
      {error !== null && <Banner tone="warning">{error}</Banner>}
      <div className={styles.pair}>
        <Field
          label={t('quickReplies.name')}
          value={content.title}
          readOnly={isReadOnly}
          maxLength={120}
          error={say('title')}
          onChange={(event) => change({ title: event.target.value })}
        />
        <Field
          label={t('quickReplies.shortcut')}
          value={content.shortcut}
          readOnly={isReadOnly}
          maxLength={40}
          spellCheck={false}
          hint={t('quickReplies.shortcutHint')}
          error={say('shortcut') ?? say('shortcutTaken')}
          onChange={(event) => change({ shortcut: event.target.value.replace(/^\//, '') })}
        />
      </div>
      <Text content={content.text} isReadOnly={isReadOnly} error={say('text') ?? conditionProblem(content.text)} />
      <FilePart file={content.media} pick={pick} isReadOnly={isReadOnly} />
      <Preview text={content.text} file={content.media} />
      <footer className={styles.footer}>
        {/* What the team has stays the team's. */}
        {mayShare && before?.ownerId !== null && (
          <span className={styles.share}>
            <Switch label={t('quickReplies.share')} checked={shared} onChange={share} />
            {t('quickReplies.share')}
          </span>
        )}
        <span className={styles.grow} />
        {before !== undefined && (
          <>
            <IconButton label={t('quickReplies.copy')} icon={Copy} side="top" onClick={() => editCopy(before)} />
            {!isReadOnly && (
              <IconButton
                label={t('quickReplies.remove')}
                icon={Trash2}
                side="top"
                onClick={() => {
                  stopEditing();
                  removeItem(before, t('quickReplies.removed', { title: content.title }));
                }}
              />
            )}
          </>
        )}
        <Button onClick={stopEditing}>{t('quickReplies.discard')}</Button>
        {!isReadOnly && (
          <Button kind="primary" type="submit" disabled={pick.isBusy}>
            {t(expected === 0 ? 'quickReplies.add' : 'quickReplies.save')}
          </Button>
        )}
      </footer>
    </form>
  );
}

function conditionProblem(text: string): string | null {
  const [problem] = parseQuickReply(text).problems;
  return problem === undefined ? null : t(`quickReplies.condition.${problem.kind}`);
}

interface TextProps {
  content: string;
  isReadOnly: boolean;
  error: string | null;
}

function Text({ content, isReadOnly, error }: TextProps) {
  const fieldRef = useRef<HTMLTextAreaElement>(null);
  const insert = (before: string, after = '') => {
    const field = fieldRef.current;
    if (field === null) return;
    const { selectionStart: start, selectionEnd: end } = field;
    change({ text: content.slice(0, start) + before + content.slice(start, end) + after + content.slice(end) });
    field.focus();
    // Once React has put the new text in.
    requestAnimationFrame(() => field.setSelectionRange(start + before.length, end + before.length));
  };
  return (
    <div className={styles.textField}>
      <label className={styles.label} htmlFor="quick-reply-text">
        {t('quickReplies.text')}
      </label>
      <textarea
        ref={fieldRef}
        id="quick-reply-text"
        className={styles.textarea}
        dir="auto"
        spellCheck
        rows={4}
        maxLength={4096}
        readOnly={isReadOnly}
        value={content}
        aria-invalid={error !== null || undefined}
        aria-describedby="quick-reply-text-note"
        onChange={(event) => change({ text: event.target.value })}
      />
      <p id="quick-reply-text-note" className={styles.note} data-error={error !== null}>
        {error ?? t('quickReplies.textHint')}
      </p>
      {!isReadOnly && (
        <div className={styles.inserts} role="group" aria-label={t('quickReplies.insert')}>
          {standardPaths.map((path) => (
            <button key={path} type="button" className={styles.insert} onClick={() => insert(`{{${path}}}`)}>
              {path}
            </button>
          ))}
          <button
            type="button"
            className={styles.insert}
            onClick={() => insert('{{ask:', `${t('quickReplies.field')}}}`)}
          >
            {t('quickReplies.ask')}
          </button>
          <button
            type="button"
            className={styles.insert}
            onClick={() => insert('{{#if contact.name}}', '{{else}}{{/if}}')}
          >
            {t('quickReplies.if')}
          </button>
        </div>
      )}
    </div>
  );
}

/** As the phone of a customer draws it whom the company knows by name; holes stay what they are. */
function Preview({ text, file }: { text: string; file: Editing['content']['media'] }) {
  const me = useMe();
  const name = t('quickReplies.sampleName');
  const filled = fillQuickReply(
    text,
    valuesOf({
      contact: { name, aliases: [{ kind: 'phone', value: '+44 20 7946 0000', seenAt: 0 }] },
      agent: { name: me?.name ?? '', email: me?.email ?? '' },
      account: { name: t('quickReplies.sampleAccount') },
    }),
  );
  if (text.trim() === '' && file === null) return null;
  return (
    <section className={styles.preview} aria-label={t('composer.previewLabel')}>
      <p className={styles.previewTitle}>{t('quickReplies.preview', { name })}</p>
      <div className={styles.bubble}>
        {file !== null && <Sight file={file} className={styles.inBubble} />}
        <FormattedText text={filled.replace(/\{\{(?:ask:)?\s*([^{}]*)\}\}/g, '[$1]')} />
      </div>
    </section>
  );
}

/** The server kept a colleague's change: nothing of one's own is lost, and one of the two is chosen in the open. */
export function Conflict({ mine, theirs }: { mine: Editing; theirs: QuickReplyItem }) {
  return (
    <Banner
      tone="warning"
      actions={
        <>
          <Button size="small" onClick={() => editAgain(mine, theirs)}>
            {t('quickReplies.keepMine')}
          </Button>
          <Button size="small" kind="quiet" onClick={forgetSaved}>
            {t('quickReplies.takeTheirs')}
          </Button>
        </>
      }
    >
      {t('quickReplies.conflict')} <Quote text={theirs.content.text.slice(0, 200)} />
    </Banner>
  );
}

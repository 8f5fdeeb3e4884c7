import { useId, useRef, type ReactNode } from 'react';
import { Bold, Braces, Code, Italic, Strikethrough } from 'lucide-react';
import { lengthOf, variablesOf } from '#shared/template/variables.ts';
import { templateLimits } from '#shared/template/limits.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { Switch } from '../../ui/switch.tsx';
import { Buttons } from './editor-buttons.tsx';
import { Header } from './editor-header.tsx';
import type { Editing } from './editor.tsx';
import { Findings } from './findings.tsx';
import styles from './editor.module.css';

/** What it says, in the language at hand. */
export function Content({ editing }: { editing: Editing }) {
  const { draft, version, changeVersion, findingsAt, fix } = editing;
  if (draft.category === 'AUTHENTICATION') return <CodeTemplate editing={editing} />;
  return (
    <>
      <Header editing={editing} />
      <Body editing={editing} />
      <section className={styles.section} aria-label={t('templateEditor.footer')}>
        <Field
          label={t('templateEditor.footer')}
          hint={t('templateEditor.footerHint')}
          dir="auto"
          value={version.footer}
          onChange={(event) => changeVersion({ footer: event.target.value })}
        />
        <Findings findings={findingsAt('footer')} onFix={fix} />
      </section>
      <Buttons editing={editing} />
      {version.others.length > 0 && <p className={styles.hint}>{t('templateEditor.others')}</p>}
    </>
  );
}

function Body({ editing }: { editing: Editing }) {
  const { draft, version, changeVersion, findingsAt, fix } = editing;
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const names = variablesOf(version.body, draft.parameterFormat === 'named' ? 'NAMED' : 'POSITIONAL');
  const insert = (text: string, end = '') => {
    const field = area.current;
    if (field === null) return;
    const { selectionStart: from, selectionEnd: to, value } = field;
    changeVersion({ body: `${value.slice(0, from)}${text}${value.slice(from, to)}${end}${value.slice(to)}` });
    const cursor = end === '' ? from + text.length : to + text.length;
    requestAnimationFrame(() => {
      field.focus();
      field.setSelectionRange(cursor, cursor);
    });
  };
  const next = draft.parameterFormat === 'named' ? 'name' : String(names.length + 1);
  return (
    <section className={styles.section} aria-label={t('templateEditor.body')}>
      <div className={styles.field}>
        <span className={styles.labelLine}>
          <label className={styles.label} htmlFor={id}>
            {t('templateEditor.body')}
          </label>
          <Left length={lengthOf(version.body)} limit={templateLimits.body} />
        </span>
        <textarea
          ref={area}
          id={id}
          className={styles.area}
          dir="auto"
          rows={6}
          value={version.body}
          onChange={(event) => changeVersion({ body: event.target.value })}
        />
        <div className={styles.tools} role="group" aria-label={t('templateEditor.format')}>
          <Button size="small" kind="quiet" icon={Braces} onClick={() => insert(`{{${next}}}`)}>
            {t('templateEditor.addVariable')}
          </Button>
          <IconButton label={t('templateEditor.bold')} icon={Bold} onClick={() => insert('*', '*')} />
          <IconButton label={t('templateEditor.italic')} icon={Italic} onClick={() => insert('_', '_')} />
          <IconButton label={t('templateEditor.strike')} icon={Strikethrough} onClick={() => insert('~', '~')} />
          <IconButton label={t('templateEditor.mono')} icon={Code} onClick={() => insert('```', '```')} />
        </div>
        <Findings findings={findingsAt('body')} onFix={fix} />
      </div>
      {names.length > 0 && (
        <Samples>
          {names.map((name) => (
            <Field
              key={name}
              label={t('templateEditor.sampleOf', { name: `{{${name}}}` })}
              dir="auto"
              value={version.samples[name] ?? ''}
              maxLength={1000}
              onChange={(event) => changeVersion({ samples: { ...version.samples, [name]: event.target.value } })}
            />
          ))}
        </Samples>
      )}
    </section>
  );
}

function Samples({ children }: { children: ReactNode }) {
  return (
    <div className={styles.samples}>
      <p className={styles.hint}>{t('templateEditor.samples')}</p>
      {children}
    </div>
  );
}

/** How much room is left, once that begins to matter. */
export function Left({ length, limit }: { length: number; limit: number }) {
  if (length < limit * 0.7) return null;
  return (
    <span className={styles.left} data-over={length > limit}>
      {formatNumber(length)} / {formatNumber(limit)}
    </span>
  );
}

/** WhatsApp writes the words of a code itself: there is only something to choose. */
function CodeTemplate({ editing }: { editing: Editing }) {
  const { draft, change, findingsAt, fix } = editing;
  const { advice, expiresAfter } = draft.code;
  return (
    <section className={styles.section} aria-label={t('templateEditor.code')}>
      <p className={styles.hint}>{t('templateEditor.codeHint')}</p>
      <div className={styles.line}>
        <span className={styles.grow}>{t('templateEditor.advice')}</span>
        <Switch
          label={t('templateEditor.advice')}
          checked={advice}
          onChange={(next) => change({ code: { ...draft.code, advice: next } })}
        />
      </div>
      <Field
        label={t('templateEditor.expires')}
        type="number"
        min={1}
        max={90}
        value={expiresAfter ?? ''}
        onChange={(event) =>
          change({ code: { ...draft.code, expiresAfter: Math.trunc(event.target.valueAsNumber) || null } })
        }
      />
      <Findings findings={[...findingsAt('footer'), ...findingsAt('body'), ...findingsAt('buttons')]} onFix={fix} />
    </section>
  );
}

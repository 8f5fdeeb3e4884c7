import { ArrowUp, Plus, X } from 'lucide-react';
import { templateLimits } from '#shared/template/limits.ts';
import type { DraftButton } from '#shared/template-draft.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Editing } from './editor.tsx';
import { Findings } from './findings.tsx';
import styles from './editor.module.css';

const empty = {
  quick_reply: { kind: 'quick_reply', text: '' },
  url: { kind: 'url', text: '', url: 'https://', example: '' },
  phone: { kind: 'phone', text: '', phone: '+' },
  copy_code: { kind: 'copy_code', example: '' },
} as const satisfies Record<DraftButton['kind'], DraftButton>;
// The keys of the table are the kinds.
const kinds = Object.keys(empty) as DraftButton['kind'][];

/** What stands below the text to be tapped. */
export function Buttons({ editing }: { editing: Editing }) {
  const { version, changeVersion, findingsAt, fix } = editing;
  const { buttons } = version;
  const set = (next: readonly DraftButton[]) => changeVersion({ buttons: [...next] });
  return (
    <section className={styles.section} aria-label={t('templateEditor.buttons')}>
      <div className={styles.labelLine}>
        <span className={styles.label}>{t('templateEditor.buttons')}</span>
        {buttons.length < templateLimits.buttons && (
          <Menu
            align="end"
            trigger={
              <Button size="small" kind="quiet" icon={Plus}>
                {t('templateEditor.addButton')}
              </Button>
            }
          >
            {kinds.map((kind) => (
              <MenuItem key={kind} onSelect={() => set([...buttons, empty[kind]])}>
                {t(`templateEditor.button.${kind}`)}
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {buttons.length === 0 && <p className={styles.hint}>{t('templateEditor.noButtons')}</p>}
      {buttons.map((button, index) => (
        <fieldset
          // Buttons have no name of their own, and two may be alike.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={styles.button}
        >
          <legend className={styles.legend}>
            {index + 1}. {t(`templateEditor.button.${button.kind}`)}
          </legend>
          <div className={styles.buttonFields}>
            <ButtonFields
              button={button}
              onChange={(next) => set(buttons.map((each, at) => (at === index ? next : each)))}
            />
            <Findings findings={findingsAt(`button.${index}`)} onFix={fix} />
          </div>
          {index > 0 && (
            <IconButton
              label={t('templateEditor.moveUp')}
              icon={ArrowUp}
              onClick={() => set(buttons.with(index, buttons[index - 1] ?? button).with(index - 1, button))}
            />
          )}
          <IconButton
            label={t('templateEditor.removeButton')}
            icon={X}
            onClick={() => set(buttons.filter((_, at) => at !== index))}
          />
        </fieldset>
      ))}
      <Findings findings={findingsAt('buttons')} onFix={fix} />
    </section>
  );
}

function ButtonFields({ button, onChange }: { button: DraftButton; onChange: (button: DraftButton) => void }) {
  return (
    <>
      {button.kind !== 'copy_code' && (
        <Field
          label={t('templateEditor.buttonText')}
          dir="auto"
          value={button.text}
          onChange={(event) => onChange({ ...button, text: event.target.value })}
        />
      )}
      {button.kind === 'url' && (
        <Field
          label={t('templateEditor.url')}
          hint={t('templateEditor.urlHint', { variable: '{{1}}' })}
          type="url"
          dir="ltr"
          value={button.url}
          onChange={(event) => onChange({ ...button, url: event.target.value })}
        />
      )}
      {button.kind === 'url' && button.url.includes('{{') && (
        <Field
          label={t('templateEditor.urlExample')}
          type="url"
          dir="ltr"
          value={button.example}
          onChange={(event) => onChange({ ...button, example: event.target.value })}
        />
      )}
      {button.kind === 'phone' && (
        <Field
          label={t('templateEditor.phone')}
          type="tel"
          dir="ltr"
          value={button.phone}
          onChange={(event) => onChange({ ...button, phone: event.target.value })}
        />
      )}
      {button.kind === 'copy_code' && (
        <Field
          label={t('templateEditor.codeExample')}
          dir="ltr"
          value={button.example}
          onChange={(event) => onChange({ ...button, example: event.target.value })}
        />
      )}
    </>
  );
}

import { TemplateCategory } from '#shared/template.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { categoryName } from '../../ui/template-standing.ts';
import { Name } from '../../ui/user-text.tsx';
import { useEditRules } from './edit-rules.tsx';
import type { Editing } from './editor.tsx';
import { Findings } from './findings.tsx';
import styles from './editor.module.css';

/** For which number, under which name, in which category. */
export function Basics({ editing }: { editing: Editing }) {
  const { draft, change, findingsAt, fix } = editing;
  const { mayChangeCategory } = useEditRules(draft);
  const accounts = useAccounts().filter(({ provider }) => provider === 'meta_cloud');
  const account = accounts.find(({ id }) => id === draft.accountId) ?? null;
  const isNew = draft.templateId === null;
  return (
    <section className={styles.section} aria-label={t('templateEditor.basics')}>
      {isNew && accounts.length > 1 && (
        <div className={styles.line}>
          <span className={styles.label}>{t('templateEditor.account')}</span>
          <Menu
            trigger={
              <Button size="small" aria-label={t('templateEditor.accountIs', { name: account?.name ?? '' })}>
                <Name text={account?.name ?? t('templateEditor.chooseAccount')} />
              </Button>
            }
          >
            <MenuChoice
              label={t('templateEditor.account')}
              value={draft.accountId ?? ''}
              options={accounts.map(({ id, name }) => ({ value: id as string, label: <Name text={name} /> }))}
              onChange={(id) => change({ accountId: accounts.find((each) => each.id === id)?.id ?? null })}
            />
          </Menu>
          <span className={styles.hint}>{t('templateEditor.accountHint')}</span>
        </div>
      )}
      {isNew && (
        <>
          <Field
            label={t('templateEditor.name')}
            hint={t('templateEditor.nameHint')}
            dir="ltr"
            spellCheck={false}
            autoComplete="off"
            value={draft.name}
            maxLength={600}
            onChange={(event) => change({ name: event.target.value })}
          />
          <Findings findings={draft.name === '' ? [] : findingsAt('name')} onFix={fix} />
        </>
      )}
      <div className={styles.field}>
        <span className={styles.label}>{t('templateLibrary.byCategory')}</span>
        {mayChangeCategory ? (
          <Segmented
            label={t('templateLibrary.byCategory')}
            value={draft.category}
            options={TemplateCategory.options.map((value) => ({ value, label: categoryName(value) }))}
            onChange={(category) => change({ category })}
          />
        ) : (
          <span>{categoryName(draft.category)}</span>
        )}
        <span className={styles.hint}>{t(`templateStanding.category.${draft.category}.text`)}</span>
        <Findings findings={findingsAt('category')} onFix={fix} />
      </div>
    </section>
  );
}

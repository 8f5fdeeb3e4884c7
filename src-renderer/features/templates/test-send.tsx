import { useMemo, useState } from 'react';
import type { Account } from '#shared/account.ts';
import { readDefinition } from '#shared/template/definition.ts';
import { fillTemplate } from '#shared/template/fill.ts';
import { formOf } from '#shared/template/form.ts';
import type { TemplateValues } from '#shared/template/value.ts';
import type { Template } from '#shared/template.ts';
import { actAdmin } from '../../entities/admin.ts';
import { serverNow } from '../../entities/clock.ts';
import { useMe } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Menu, MenuChoice } from '../../ui/menu.tsx';
import { FieldInput } from '../../ui/template-field.tsx';
import { TemplatePreview } from '../../ui/template-preview.tsx';
import { showToast } from '../../ui/toasts.ts';
import { Name } from '../../ui/user-text.tsx';
import { pickTemplateFile } from '../../entities/template-files.ts';
import styles from './test-send.module.css';

interface TestSendProps {
  template: Template;
  accounts: readonly Account[];
  onClose: () => void;
}

/** Sends it to a number, filled in, to see it there. */
export function TestSend({ template, accounts, onClose }: TestSendProps) {
  const agentName = useMe()?.name ?? '';
  const definition = useMemo(() => readDefinition(template), [template]);
  const fields = useMemo(() => formOf(definition).fields.filter(({ required }) => required), [definition]);
  const [accountId, setAccountId] = useState(accounts[0]?.id ?? null);
  const [to, setTo] = useState('');
  const [values, setValues] = useState<TemplateValues>(() => samplesOf(fields));
  const [isTried, setIsTried] = useState(false);
  const account = accounts.find(({ id }) => id === accountId) ?? null;
  const filled = fillTemplate(definition, values, serverNow());
  const send = useAction(async () => {
    setIsTried(true);
    if (!filled.ok || account === null || to.trim() === '') return;
    await actAdmin('testTemplate', { params: { id: template.id }, body: { integrationId: account.id, to, values } });
    showToast({ kind: 'info', text: t('templateLibrary.tested', { to }) });
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={t('templateLibrary.testTitle', { name: template.name })} width="wide">
      <form
        className={styles.test}
        onSubmit={(event) => {
          event.preventDefault();
          void send.run();
        }}
      >
        <div className={styles.form}>
          {accounts.length > 1 && account !== null && (
            <p className={styles.from}>
              {t('templateLibrary.testFrom')}
              <Menu
                trigger={
                  <Button size="small">
                    <Name text={account.name} />
                  </Button>
                }
              >
                <MenuChoice
                  label={t('templateLibrary.testFrom')}
                  value={account.id}
                  options={accounts.map(({ id, name }) => ({ value: id, label: <Name text={name} /> }))}
                  onChange={setAccountId}
                />
              </Menu>
            </p>
          )}
          <Field
            label={t('templateLibrary.testTo')}
            hint={t('templateLibrary.testToHint')}
            error={isTried && to.trim() === '' ? t('templateLibrary.testToMissing') : null}
            type="tel"
            dir="ltr"
            value={to}
            maxLength={40}
            onChange={(event) => setTo(event.target.value)}
          />
          {fields.map((field) => (
            <FieldInput
              key={field.key}
              field={field}
              value={values[field.key]}
              error={filled.ok ? null : wordsFor(filled.errors, field.key)}
              showsMissing={isTried}
              known={{ draft: '', contactName: '', agentName }}
              pickFile={pickTemplateFile}
              onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
            />
          ))}
          {send.error !== null && <Banner tone="danger">{describeError(send.error)}</Banner>}
          <div className={styles.acts}>
            <Button onClick={onClose}>{t('action.cancel')}</Button>
            <Button kind="primary" type="submit" busy={send.busy}>
              {t('templateLibrary.testSend')}
            </Button>
          </div>
        </div>
        <div className={styles.phone}>
          {account !== null && <TemplatePreview definition={definition} values={values} from={account} />}
        </div>
      </form>
    </Dialog>
  );
}

/** What the reviewers were shown is a beginning. */
function samplesOf(fields: ReturnType<typeof formOf>['fields']): TemplateValues {
  return Object.fromEntries(
    fields.flatMap((field) => ('maxLength' in field && field.example !== null ? [[field.key, field.example]] : [])),
  );
}

function wordsFor(errors: readonly { key: string | null; message: string }[], key: string): string | null {
  const found = errors.find((each) => each.key === key);
  return found === undefined ? null : inOurWords(found.message);
}

import { useState } from 'react';
import { type Account, ReadReceipts } from '#shared/account.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ColorChoice } from '../../ui/color-choice.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Field } from '../../ui/field.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from './accounts.module.css';

type Settled = Pick<Account, 'id' | 'name' | 'color' | 'readReceipts' | 'autoCreateContacts'>;

/** What the team calls the number, and what its customers get to see. Also without a network: it goes out later. */
export function AccountSettings({ account }: { account: Settled }) {
  const { id: accountId, color, readReceipts, autoCreateContacts = true } = account;
  const autoCreate = useAction((value: boolean) =>
    makeOperation(
      { type: 'account.edit', accountId, field: 'autoCreateContacts', base: autoCreateContacts, value },
      t('accounts.autoCreateChanged', { name: visibleName(account.name) }),
      false,
    ),
  );
  const recolor = useAction((value: number) =>
    makeOperation(
      { type: 'account.edit', accountId, field: 'color', base: color, value },
      t('accounts.recolored', { name: visibleName(account.name) }),
      false,
    ),
  );
  const receipts = useAction((value: Account['readReceipts']) =>
    makeOperation(
      { type: 'account.edit', accountId, field: 'readReceipts', base: readReceipts, value },
      t('accounts.receiptsChanged', { name: account.name }),
      false,
    ),
  );
  return (
    <Group title={t('accounts.settings')}>
      <NameForm key={account.name} account={account} />
      <Row
        label={t('accounts.color')}
        note={recolor.error === null ? t('accounts.colorNote') : describeError(recolor.error)}
      >
        <ColorChoice
          label={t('accounts.color')}
          value={color}
          nameOf={(number) => t('settings.colorName', { number })}
          onChange={(value) => value !== color && void recolor.run(value)}
        />
      </Row>
      <Row
        label={t('accounts.receipts')}
        note={receipts.error === null ? t('accounts.receiptsNote') : describeError(receipts.error)}
      >
        <Segmented
          label={t('accounts.receipts')}
          value={readReceipts}
          options={ReadReceipts.options.map((value) => ({ value, label: t(`accounts.receipt.${value}`) }))}
          onChange={(value) => void receipts.run(value)}
        />
      </Row>
      <Row
        label={t('accounts.autoCreate')}
        note={autoCreate.error === null ? t('accounts.autoCreateNote') : describeError(autoCreate.error)}
      >
        <Switch
          label={t('accounts.autoCreate')}
          checked={autoCreateContacts}
          onChange={(on) => void autoCreate.run(on)}
        />
      </Row>
    </Group>
  );
}

function NameForm({ account: { id: accountId, name: base } }: { account: Settled }) {
  const [name, setName] = useState(base);
  const value = name.trim();
  const isChanged = value !== '' && value !== base;
  const save = useAction(() =>
    makeOperation(
      { type: 'account.edit', accountId, field: 'name', base, value },
      t('accounts.renamed', { name: value }),
      false,
    ),
  );
  return (
    <form
      className={styles.nameForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) void save.run();
      }}
    >
      <Field
        label={t('accounts.nameHere')}
        value={name}
        maxLength={200}
        error={save.error === null ? null : describeError(save.error)}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" busy={save.busy} disabled={!isChanged}>
        {t('accounts.rename')}
      </Button>
    </form>
  );
}

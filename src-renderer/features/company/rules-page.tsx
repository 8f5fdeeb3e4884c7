import { useState } from 'react';
import { Clock3 } from 'lucide-react';
import { answersAt, type AutoReply, type Company } from '#shared/company.ts';
import { type BusinessHours, openStateAt } from '#shared/business-hours.ts';
import type { AccountId } from '#shared/ids.ts';
import { useNow } from '../../entities/clock.ts';
import { useCompany } from '../../entities/company.ts';
import { useAccounts } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Banner } from '../../ui/banner.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { RowSkeletons } from '../../ui/skeleton.tsx';
import { Switch } from '../../ui/switch.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { describeOpenState } from './describe-hours.ts';
import { HoursEditor } from './hours-editor.tsx';
import { SaveBar } from './save-bar.tsx';
import { Passing, Teams } from './teams.tsx';
import { useSetting } from './use-setting.ts';
import styles from './company.module.css';

const nine = [{ from: 9 * 60, to: 17 * 60 }];
const usualHours = (): BusinessHours => ({
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: [nine, nine, nine, nine, nine, [], []],
  holidays: [],
});

/** When the company answers, and what the server does by itself. */
export function RulesPage() {
  const { company, waiting, asOf, error, isLoading } = useCompany();
  return (
    <>
      <PageHead title={t('company.rulesTitle')} lead={t('company.rulesLead')}>
        <AsOf asOf={asOf} isOld={error !== null} />
      </PageHead>
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {company !== null ? (
        <>
          <Hours company={company} waiting={waiting} />
          <Reply company={company} field="away" isWaiting={waiting.has('away')} />
          <Reply company={company} field="greeting" isWaiting={waiting.has('greeting')} />
          <Passing company={company} isWaiting={waiting.has('passing')} />
          <Teams company={company} isWaiting={waiting.has('teams')} />
        </>
      ) : isLoading ? (
        <RowSkeletons count={6} />
      ) : (
        <EmptyState icon={Clock3} title={t('company.unknown')} text={t('company.unknownText')} />
      )}
    </>
  );
}

function Hours({ company, waiting }: { company: Company; waiting: ReadonlySet<string> }) {
  const accounts = useAccounts();
  const [accountId, setAccountId] = useState<AccountId | ''>('');
  return (
    <Group title={t('company.hours')}>
      {accounts.length > 1 && (
        <Row label={t('company.hoursOf')} note={t('company.hoursOfNote')}>
          <Segmented
            label={t('company.hoursOf')}
            value={accountId}
            onChange={setAccountId}
            options={[
              { value: '' as const, label: t('company.everyNumber') },
              ...accounts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        </Row>
      )}
      {accountId === '' ? (
        <CompanyHours company={company} isWaiting={waiting.has('hours')} />
      ) : (
        <AccountHours key={accountId} company={company} accountId={accountId} isWaiting={waiting.has('accountHours')} />
      )}
    </Group>
  );
}

function Now({ hours }: { hours: BusinessHours | null }) {
  const state = openStateAt(hours, useNow());
  return (
    <p className={styles.now} role="status">
      <span className={styles.lamp} data-open={state.open} />
      {describeOpenState(state, hours?.timeZone ?? null)}
    </p>
  );
}

function CompanyHours({ company, isWaiting }: { company: Company; isWaiting: boolean }) {
  const setting = useSetting(company, 'hours');
  const { value: hours, change } = setting;
  return (
    <>
      <Now hours={hours} />
      <Row label={t('company.keepsHours')} note={t('company.keepsHoursNote')}>
        <Switch
          label={t('company.keepsHours')}
          checked={hours !== null}
          onChange={(on) => change(on ? (company.hours ?? usualHours()) : null)}
        />
      </Row>
      {hours !== null && <HoursEditor hours={hours} onChange={change} />}
      <SaveBar setting={setting} save={t('company.saveHours')} isWaiting={isWaiting} />
    </>
  );
}

function AccountHours({
  company,
  accountId,
  isWaiting,
}: {
  company: Company;
  accountId: AccountId;
  isWaiting: boolean;
}) {
  const setting = useSetting(company, 'accountHours');
  const { [accountId]: own, ...others } = setting.value;
  const now = useNow();
  const state = answersAt({ hours: company.hours, accountHours: setting.value }, accountId, now);
  return (
    <>
      <p className={styles.now} role="status">
        <span className={styles.lamp} data-open={state.open} />
        {describeOpenState(state, (own ?? company.hours)?.timeZone ?? null)}
      </p>
      <Row label={t('company.ownHours')} note={t('company.ownHoursNote')}>
        <Switch
          label={t('company.ownHours')}
          checked={own !== undefined}
          onChange={(on) => setting.change(on ? { ...others, [accountId]: company.hours ?? usualHours() } : others)}
        />
      </Row>
      {own !== undefined && (
        <HoursEditor hours={own} onChange={(hours) => setting.change({ ...others, [accountId]: hours })} />
      )}
      <SaveBar setting={setting} save={t('company.saveHours')} isWaiting={isWaiting} />
    </>
  );
}

const examples = { away: 'company.awayExample', greeting: 'company.greetingExample' } as const;

/** A text that the server sends by itself, and how it looks on the customer's phone. */
function Reply({ company, field, isWaiting }: { company: Company; field: 'away' | 'greeting'; isWaiting: boolean }) {
  const setting = useSetting(company, field);
  const { value, change } = setting;
  const set = (part: Partial<AutoReply>) => change({ ...value, ...part });
  return (
    <Group title={t(`company.${field}`)}>
      <Row label={t(`company.${field}On`)} note={t(`company.${field}Note`)}>
        <Switch
          label={t(`company.${field}On`)}
          checked={value.on}
          onChange={(on) => set({ on, ...(value.text === '' ? { text: t(examples[field]) } : {}) })}
        />
      </Row>
      {value.on && (
        <div className={styles.message}>
          <textarea
            className={styles.area}
            dir="auto"
            aria-label={t(`company.${field}Text`)}
            maxLength={1024}
            value={value.text}
            onChange={(event) => set({ text: event.target.value })}
          />
          <figure className={styles.phone} aria-label={t('company.asSeen')}>
            <div className={styles.bubble} dir="auto">
              <FormattedText text={value.text} />
            </div>
          </figure>
        </div>
      )}
      {field === 'away' && value.on && company.hours === null && Object.keys(company.accountHours).length === 0 && (
        <p className={styles.consequence}>{t('company.awayNeedsHours')}</p>
      )}
      <SaveBar setting={setting} save={t('company.saveMessage')} isWaiting={isWaiting} />
    </Group>
  );
}

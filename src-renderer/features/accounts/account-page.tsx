import { useState } from 'react';
import { CircleCheck, KeyRound, QrCode, Trash2 } from 'lucide-react';
import type { IntegrationView, RestResponse } from '#shared/wire/rest.ts';
import { actAdmin, type Answer } from '../../entities/admin.ts';
import { useNow } from '../../entities/clock.ts';
import { makeOperation } from '../../entities/operations.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { AsOf } from '../../ui/as-of.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatClock, formatDay, formatFull } from '../../ui/format-time.ts';
import { Group, Row } from '../../ui/page.tsx';
import { Switch } from '../../ui/switch.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { AccountSettings } from './account-settings.tsx';
import { type AccountFix, describeLimit, describeQuality, healthOf } from './account-health.ts';
import { goTo } from './accounts-store.ts';
import { CopyRow } from './copy-row.tsx';
import { DeleteAccount } from './delete-account.tsx';
import { Doctor } from './doctor.tsx';
import { SubPage } from './sub-page.tsx';

interface AccountPageProps {
  account: IntegrationView;
  answer: Answer<RestResponse<'listIntegrations'>>;
  onDevices: () => void;
}

/** One number: how it is, what Meta's settings need of it, and what can be done about it. */
export function AccountPage({ account, answer, onDevices }: AccountPageProps) {
  const { id, name } = account;
  const { asOf, error } = answer;
  const health = healthOf(account, useNow());
  const [isDeleting, setDeleting] = useState(false);
  const toggle = useAction(() =>
    makeOperation(
      account.active
        ? { type: 'account.pause', accountId: id }
        : { type: 'account.edit', accountId: id, field: 'active', base: false, value: true },
      t(account.active ? 'accounts.paused' : 'accounts.switchedOn', { name }),
      false,
    ),
  );
  const isOld = error !== null;
  const fix = (what: AccountFix): void => {
    if (what === 'switch_on') void toggle.run();
    else if (what === 'credentials') goTo({ at: 'credentials', id });
    else onDevices();
  };
  return (
    <SubPage
      title={<Name text={name} />}
      lead={account.displayPhoneNumber}
      onBack={() => goTo({ at: 'list' })}
      head={
        <>
          <AsOf asOf={asOf} isOld={isOld} />
          {isOld ? (
            <Badge tone="neutral">{t('accounts.health.unknown', { time: formatClock(asOf ?? 0) })}</Badge>
          ) : (
            <Badge tone={health.tone}>{health.label}</Badge>
          )}
        </>
      }
    >
      {error !== null && <Banner tone="warning">{describeError(error)}</Banner>}
      {toggle.error !== null && <Banner tone="danger">{describeError(toggle.error)}</Banner>}
      {health.reason !== null && (
        <Banner
          tone={health.tone === 'neutral' ? 'info' : 'warning'}
          actions={
            health.fix !== null && (
              <Button size="small" onClick={() => health.fix !== null && fix(health.fix)}>
                {t(`accounts.fix.${health.fix}`)}
              </Button>
            )
          }
        >
          {health.reason}
        </Banner>
      )}
      <AccountSettings account={account} />
      <Group title={t('accounts.use')}>
        <Row label={t('accounts.active')} note={t('accounts.activeNote')}>
          <Switch label={t('accounts.active')} checked={account.active} onChange={() => void toggle.run()} />
        </Row>
        <DefaultRow account={account} />
      </Group>
      {account.provider === 'meta_cloud' && (
        <>
          <WebhookGroup account={account} />
          <CredentialsGroup account={account} />
        </>
      )}
      <MetaSays account={account} />
      {account.provider === 'meta_cloud' && <Doctor accountId={id} />}
      {account.provider === 'gateway' && (
        <Group title={t('accounts.device')}>
          <Row label={t('accounts.deviceLabel')} note={t('accounts.deviceNote')}>
            <Button icon={QrCode} onClick={onDevices}>
              {t('accounts.fix.devices')}
            </Button>
          </Row>
        </Group>
      )}
      <Group title={t('accounts.remove')}>
        <Row label={t('accounts.removeLabel')} note={t('accounts.removeNote')}>
          <Button icon={Trash2} onClick={() => setDeleting(true)}>
            {t('accounts.delete')}
          </Button>
        </Row>
      </Group>
      {isDeleting && <DeleteAccount account={account} onClose={() => setDeleting(false)} />}
    </SubPage>
  );
}

function DefaultRow({ account: { id, isDefault } }: { account: IntegrationView }) {
  const make = useAction(() => actAdmin('makeDefaultIntegration', { params: { id } }));
  return (
    <Row
      label={t('accounts.defaultLabel')}
      note={make.error === null ? t('accounts.defaultNote') : describeError(make.error)}
    >
      {isDefault ? (
        <Badge tone="neutral">{t('accounts.isDefault')}</Badge>
      ) : (
        <Button size="small" icon={CircleCheck} busy={make.busy} onClick={() => void make.run()}>
          {t('accounts.makeDefault')}
        </Button>
      )}
    </Row>
  );
}

/** S3's third step: what has to stand in Meta's settings. */
function WebhookGroup({ account: { webhookUrl, verifyToken } }: { account: IntegrationView }) {
  return (
    <Group title={t('accounts.webhook')}>
      {webhookUrl === null ? (
        <Row label={t('accounts.webhookUrl')} note={t('accounts.noPublicUrl')} />
      ) : (
        <>
          <CopyRow label={t('accounts.webhookUrl')} value={webhookUrl} />
          <CopyRow label={t('accounts.verifyToken')} value={verifyToken} />
          <Row label={t('accounts.inMeta')} note={t('accounts.inMetaNote')} />
        </>
      )}
    </Group>
  );
}

/** Write-only: what tells one token from another is shown, never the token. */
function CredentialsGroup({ account }: { account: IntegrationView }) {
  const { id, token, tokenExpiresAt, phoneNumberId, wabaId } = account;
  const end =
    tokenExpiresAt === undefined ? t('accounts.neverEnds') : t('accounts.endsOn', { at: formatFull(tokenExpiresAt) });
  return (
    <Group title={t('accounts.credentials')}>
      <Row
        label={t('accounts.field.accessToken')}
        note={
          token === null
            ? t('accounts.noToken')
            : [
                t('accounts.tokenEnds', { lastFour: token.lastFour }),
                t('accounts.fingerprint', { fingerprint: token.fingerprint }),
                ...(token.enteredAt === null ? [] : [t('accounts.enteredOn', { day: formatDay(token.enteredAt) })]),
                end,
              ].join(' · ')
        }
      >
        <Button size="small" icon={KeyRound} onClick={() => goTo({ at: 'credentials', id })}>
          {t('accounts.fix.credentials')}
        </Button>
      </Row>
      <Row label={t('accounts.field.phoneNumberId')} note={phoneNumberId} />
      <Row label={t('accounts.field.businessAccountId')} note={wabaId} />
    </Group>
  );
}

function MetaSays({ account: { qualityRating, standing, provider } }: { account: IntegrationView }) {
  if (provider === 'gateway') return null;
  return (
    <Group title={t('accounts.metaSays')}>
      <Row label={t('accounts.qualityLabel')} note={t('accounts.qualityNote')}>
        <span>{describeQuality(qualityRating) ?? t('accounts.notRated')}</span>
      </Row>
      <Row label={t('accounts.limitLabel')} note={t('accounts.limitNote')}>
        <span>{describeLimit(standing?.messagingLimit) ?? t('accounts.notTold')}</span>
      </Row>
      {standing?.ban != null && <Row label={t('accounts.ban')} note={<Name text={standing.ban.state} />} />}
      {standing?.violation != null && <Row label={t('accounts.violation')} note={<Name text={standing.violation} />} />}
      {standing?.restrictions != null && standing.restrictions.length > 0 && (
        <Row
          label={t('accounts.restrictions')}
          note={<Name text={visibleName(standing.restrictions.map(({ type }) => type).join(', '))} />}
        />
      )}
      {standing?.alert != null && <Row label={t('accounts.alert')} note={<Name text={standing.alert.text} />} />}
    </Group>
  );
}

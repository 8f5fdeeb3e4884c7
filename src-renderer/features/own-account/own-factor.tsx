import { useState } from 'react';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Group, Row } from '../../ui/page.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUpFactor } from './set-up-factor.tsx';

type Asked = { kind: 'setUp'; secret: string; uri: string } | { kind: 'renew' } | { kind: 'off' };

/** The authenticator app beside the password. */
export function OwnFactor() {
  const factor = useAdmin('secondFactor');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => setAsked(null);
  const begin = useAction(async () => {
    const answer = await actAdmin('beginSecondFactor', {});
    if (answer !== null) setAsked({ kind: 'setUp', ...answer });
  });
  const renew = useAction(async () => {
    const answer = await actAdmin('renewRecoveryCodes', {});
    close();
    if (answer !== null) setCodes(answer.recoveryCodes);
  });
  const turnOff = useAction(async () => {
    await actAdmin('disableSecondFactor', {});
    close();
  });
  if (factor.data === null) return null;
  const { enabled, required, recoveryCodesLeft } = factor.data;
  return (
    <Group title={t('people.secondFactorLong')}>
      <Row
        label={
          <>
            {t('ownAccount.app')} {enabled && <Badge tone="success">{t('ownAccount.on')}</Badge>}
          </>
        }
        note={t(enabled ? 'ownAccount.appOn' : required ? 'ownAccount.appRequired' : 'ownAccount.appOff')}
      >
        {enabled ? (
          !required && <Button onClick={() => setAsked({ kind: 'off' })}>{t('ownAccount.turnOff')}</Button>
        ) : (
          <Button kind="primary" busy={begin.busy} onClick={() => void begin.run()}>
            {t('ownAccount.setUp')}
          </Button>
        )}
      </Row>
      {enabled && (
        <Row label={t('ownAccount.recovery')} note={t('ownAccount.recoveryLeft', { count: recoveryCodesLeft })}>
          <Button onClick={() => setAsked({ kind: 'renew' })}>{t('ownAccount.renew')}</Button>
        </Row>
      )}
      {begin.error !== null && <Banner tone="danger">{describeError(begin.error)}</Banner>}
      {asked?.kind === 'setUp' && (
        <SetUpFactor
          secret={asked.secret}
          uri={asked.uri}
          onClose={close}
          onDone={(made) => {
            close();
            setCodes(made);
          }}
        />
      )}
      {codes !== null && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
      {asked?.kind === 'renew' && (
        <ConfirmDialog
          open
          tone="primary"
          title={t('ownAccount.renewTitle')}
          confirm={t('ownAccount.renew')}
          busy={renew.busy}
          error={renew.error}
          onConfirm={() => void renew.run()}
          onCancel={close}
        >
          <p>{t('ownAccount.renewText')}</p>
        </ConfirmDialog>
      )}
      {asked?.kind === 'off' && (
        <ConfirmDialog
          open
          title={t('ownAccount.turnOffTitle')}
          confirm={t('ownAccount.turnOff')}
          busy={turnOff.busy}
          error={turnOff.error}
          onConfirm={() => void turnOff.run()}
          onCancel={close}
        >
          <p>{t('ownAccount.turnOffText')}</p>
        </ConfirmDialog>
      )}
    </Group>
  );
}

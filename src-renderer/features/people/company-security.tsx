import { useState } from 'react';
import { actAdmin, useAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Group, Row } from '../../ui/page.tsx';
import { Switch } from '../../ui/switch.tsx';

/** What the company asks of everybody who signs in. */
export function CompanySecurity() {
  const answer = useAdmin('securitySettings');
  const [asked, setAsked] = useState<boolean | null>(null);
  const change = useAction(async () => {
    await actAdmin('changeSecuritySettings', { body: { secondFactorForAdmins: asked } });
    setAsked(null);
  });
  if (answer.data === null) return null;
  const verb = asked === true ? 'ask' : 'dontAsk';
  return (
    <>
      <Group title={t('people.security')}>
        <Row label={t('people.factorForAdmins')} note={t('people.factorForAdminsNote')}>
          <Switch label={t('people.factorForAdmins')} checked={answer.data.secondFactorForAdmins} onChange={setAsked} />
        </Row>
      </Group>
      {asked !== null && (
        <ConfirmDialog
          open
          tone={asked ? 'primary' : 'danger'}
          title={t(`people.factorRule.${verb}.title`)}
          confirm={t(`people.factorRule.${verb}.confirm`)}
          busy={change.busy}
          error={change.error}
          onConfirm={() => void change.run()}
          onCancel={() => setAsked(null)}
        >
          <p>{t(`people.factorRule.${verb}.text`)}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

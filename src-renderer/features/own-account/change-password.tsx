import { useState } from 'react';
import { Password } from '#shared/user.ts';
import { actAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Row } from '../../ui/page.tsx';
import { showToast } from '../../ui/toasts.ts';
import styles from './own-account.module.css';

export function ChangePassword() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Row label={t('ownAccount.password')} note={t('ownAccount.passwordNote')}>
      <Button onClick={() => setOpen(true)}>{t('ownAccount.passwordChange')}</Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={t('ownAccount.passwordTitle')} width="narrow">
        {isOpen && <Form onClose={() => setOpen(false)} />}
      </Dialog>
    </Row>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setTried] = useState(false);
  const isLong = Password.safeParse(next).success;
  const isSame = next === again;
  const change = useAction(async () => {
    await actAdmin('changePassword', { body: { current, password: next } });
    showToast({ kind: 'info', text: t('ownAccount.passwordChanged') });
    onClose();
  });
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (current !== '' && isLong && isSame) void change.run();
      }}
    >
      <Field
        label={t('ownAccount.current')}
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <Field
        label={t('ownAccount.next')}
        type="password"
        autoComplete="new-password"
        hint={t('ownAccount.nextHint')}
        error={isTried && !isLong ? t('ownAccount.nextHint') : null}
        value={next}
        onChange={(event) => setNext(event.target.value)}
      />
      <Field
        label={t('ownAccount.again')}
        type="password"
        autoComplete="new-password"
        error={isTried && !isSame ? t('ownAccount.notSame') : null}
        value={again}
        onChange={(event) => setAgain(event.target.value)}
      />
      {change.error !== null && <Banner tone="danger">{describeError(change.error)}</Banner>}
      <div className={styles.acts}>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit" busy={change.busy}>
          {t('ownAccount.passwordChange')}
        </Button>
      </div>
    </form>
  );
}

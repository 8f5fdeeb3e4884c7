import { type FormEvent, useEffect, useState } from 'react';
import { CircleCheck } from 'lucide-react';
import type { DeviceId } from '#shared/ids.ts';
import { actAdmin, reloadAdmin } from '../../entities/admin.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { formatSeconds } from '../../ui/format-time.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { endLinking, showCode, useLinking } from './devices-store.ts';
import { useDeviceCode } from './use-device-code.ts';
import styles from './devices.module.css';

/** A phone is linked: its name, its code, and that it is connected. */
export function LinkDialog() {
  const linking = useLinking((state) => state.linking);
  if (linking === null) return null;
  const title = linking === 'new' ? t('devices.add') : t('devices.link', { name: visibleName(linking.name) });
  return (
    <Dialog open onClose={endLinking} title={title} width="narrow">
      {linking === 'new' ? <NameForm /> : <LinkCode key={linking.id} id={linking.id} />}
    </Dialog>
  );
}

function NameForm() {
  const [name, setName] = useState('');
  const add = useAction(async () => {
    const answer = await actAdmin('addDevice', { body: { name: name.trim() } });
    if (answer !== null) showCode(answer.device);
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') void add.run();
  };
  return (
    <form className={styles.body} onSubmit={submit}>
      <Field
        label={t('devices.name')}
        hint={t('devices.nameHint')}
        value={name}
        dir="auto"
        maxLength={200}
        onChange={(event) => setName(event.target.value)}
        // The one thing there is to do here.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
      {add.error !== null && <Banner tone="danger">{describeError(add.error)}</Banner>}
      <div className={styles.acts}>
        <Button onClick={endLinking}>{t('action.cancel')}</Button>
        <Button kind="primary" type="submit" busy={add.busy} disabled={name.trim() === ''}>
          {t('devices.next')}
        </Button>
      </div>
    </form>
  );
}

/** Each attempt to show a code is a part of its own, which begins anew. */
function LinkCode({ id }: { id: DeviceId }) {
  const [attempt, setAttempt] = useState(0);
  return <Code key={attempt} id={id} onRenewed={() => setAttempt(attempt + 1)} />;
}

function Code({ id, onRenewed }: { id: DeviceId; onRenewed: () => void }) {
  const { state, picture, pairingCode, shownAt, error } = useDeviceCode(id);
  const renew = useAction(async () => {
    if ((await actAdmin('reconnectDevice', { params: { id } })) !== null) onRenewed();
  });
  useEffect(() => {
    // The list behind shows it, and its account is among the numbers.
    if (state === 'connected') void reloadAdmin();
  }, [state]);
  if (state === 'connected') {
    return (
      <div className={styles.body}>
        <p role="status" className={styles.done}>
          <CircleCheck size={20} strokeWidth={1.75} aria-hidden="true" /> {t('devices.connected')}
        </p>
        <p className={styles.note}>{t('devices.connectedNote')}</p>
        <div className={styles.acts}>
          <Button kind="primary" onClick={endLinking}>
            {t('devices.done')}
          </Button>
        </div>
      </div>
    );
  }
  const problem = renew.error ?? error;
  const isOut = state === 'waiting' && picture === null;
  return (
    <div className={styles.body}>
      <p>{t('devices.scan')}</p>
      <div className={styles.frame}>
        {picture === null ? (
          <p role="status" className={styles.note}>
            {t(state === 'connecting' ? 'devices.connecting' : isOut ? 'devices.noCode' : 'devices.fetching')}
          </p>
        ) : (
          <img src={picture} alt={t('devices.code')} className={styles.code} width={264} height={264} />
        )}
      </div>
      {picture !== null && <CodeAge shownAt={shownAt} />}
      {pairingCode !== null && (
        <p className={styles.note}>
          {t('devices.pairing')} <code className={styles.pairing}>{pairingCode}</code>
        </p>
      )}
      {problem !== null && <Banner tone="danger">{describeError(problem)}</Banner>}
      <div className={styles.acts}>
        <Button onClick={endLinking}>{t('action.cancel')}</Button>
        {(problem !== null || isOut) && (
          <Button busy={renew.busy} onClick={() => void renew.run()}>
            {t('devices.newCode')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Gateways replace their codes; how old this one is says whether it still can be scanned. */
function CodeAge({ shownAt }: { shownAt: number }) {
  const [now, setNow] = useState(shownAt);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className={styles.note}>{t('devices.age', { time: formatSeconds(Math.max(0, (now - shownAt) / 1000)) })}</p>
  );
}

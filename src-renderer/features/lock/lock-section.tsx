import { useEffect, useState } from 'react';
import { minSecretLength } from '#shared/lock.ts';
import { api } from '../../api.ts';
import { changeSettings, useSettings } from '../../entities/settings.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Row } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { showToast } from '../../ui/toasts.ts';
import styles from './lock-section.module.css';

type Task = 'set' | 'change' | 'remove';
const idleChoices = [0, 5, 10, 30, 60] as const;

/** The settings of the lock: its secret, when it closes by itself, and what pictures of the screen show. */
export function LockSection() {
  const { lock, hideFromCaptures } = useSettings();
  const [isSet, setIsSet] = useState<boolean | null>(null);
  const [task, setTask] = useState<Task | null>(null);
  const load = () => void api.lock.state().then((state) => setIsSet(state.isSet), warn);
  useEffect(load, []);
  return (
    <>
      <Row label={t('lock.pin')} note={t(isSet === true ? 'lock.pinSet' : 'lock.pinNote')}>
        {isSet === false && <Button onClick={() => setTask('set')}>{t('lock.set')}</Button>}
        {isSet === true && (
          <div className={styles.buttons}>
            <Button onClick={() => setTask('change')}>{t('lock.change')}</Button>
            <Button onClick={() => setTask('remove')}>{t('lock.remove')}</Button>
          </div>
        )}
      </Row>
      {isSet === true && (
        <>
          <Row label={t('lock.idle')}>
            <Segmented
              label={t('lock.idle')}
              value={lock.idleMinutes}
              onChange={(idleMinutes) => change({ lock: { ...lock, idleMinutes } })}
              options={idleChoices.map((value) => ({
                value,
                label: value === 0 ? t('settings.never') : t('settings.minutes', { count: value }),
              }))}
            />
          </Row>
          <Row label={t('lock.withSystem')} note={t('lock.withSystemNote')}>
            <Switch
              label={t('lock.withSystem')}
              checked={lock.withSystem}
              onChange={(withSystem) => change({ lock: { ...lock, withSystem } })}
            />
          </Row>
        </>
      )}
      <Row label={t('lock.captures')} note={t('lock.capturesNote')}>
        <Switch
          label={t('lock.captures')}
          checked={hideFromCaptures}
          onChange={(next) => change({ hideFromCaptures: next })}
        />
      </Row>
      {task !== null && (
        <SecretDialog
          task={task}
          onClose={() => {
            setTask(null);
            load();
          }}
        />
      )}
    </>
  );
}

function SecretDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const isReady = (task === 'set' || current !== '') && (task === 'remove' || secret !== '');
  const submit = async () => {
    if (task !== 'remove' && secret.length < minSecretLength)
      return setProblem(t('lock.short', { count: minSecretLength }));
    if (task !== 'remove' && secret !== again) return setProblem(t('lock.differ'));
    try {
      if (task === 'remove') await api.lock.remove({ current });
      else await api.lock.set({ current: task === 'set' ? null : current, secret });
      onClose();
    } catch (error) {
      setProblem(describeError(error));
    }
    return undefined;
  };
  return (
    <Dialog open title={t(`lock.task.${task}`)} width="narrow" onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) void submit();
        }}
      >
        {problem !== null && <Banner tone="danger">{problem}</Banner>}
        {task !== 'set' && (
          <Field
            label={t('lock.current')}
            type="password"
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
        {task !== 'remove' && (
          <>
            <Field
              label={t('lock.secret')}
              type="password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
            <Field
              label={t('lock.again')}
              type="password"
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          </>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('lock.cancel')}</Button>
          <Button kind="primary" type="submit" disabled={!isReady}>
            {t(`lock.do.${task}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function change(patch: Parameters<typeof changeSettings>[0]): void {
  changeSettings(patch).catch(warn);
}

function warn(error: unknown): void {
  showToast({ kind: 'warning', text: describeError(error) });
}

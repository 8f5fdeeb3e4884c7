import { useEffect, useEffectEvent, useState } from 'react';
import { ExternalLink } from 'lucide-react';
import { actAdmin } from '../../entities/admin.ts';
import { onAuthCallback, openExternal } from '../../entities/windows.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { showToast } from '../../ui/toasts.ts';
import { connectWithMeta } from './accounts-store.ts';
import { CopyRow } from './copy-row.tsx';
import { readCallback, type Callback } from './read-callback.ts';
import page from '../../ui/page.module.css';
import styles from './accounts.module.css';

/** Meta's own dialog (Embedded Signup): it opens in the browser, and what it says comes back by a link. */
export function MetaSignup() {
  const [begun, setBegun] = useState<{ url: string; state: string } | null>(null);
  const [pasted, setPasted] = useState('');
  const close = () => connectWithMeta(false);
  const begin = useAction(async () => {
    const answer = await actAdmin('startSignup', {});
    if (answer === null) return;
    const { url, state } = answer.data;
    setBegun({ url, state });
    openExternal(url);
  });
  const finish = useAction(async ({ code, state }: Callback) => {
    const answer = await actAdmin('signup', { body: { code, state } });
    if (answer === null) return;
    showToast({ kind: 'info', text: t('accounts.connected', { name: answer.data.displayPhoneNumber }) });
    close();
  });
  const onBack = useEffectEvent((callback: Callback) => {
    // A link that nobody here has asked for does nothing: anybody can make one.
    if (callback.state === begun?.state) void finish.run(callback);
  });
  useEffect(() => onAuthCallback(onBack), []);
  const error = finish.error ?? begin.error;
  const callback = readCallback(pasted);
  const isOurs = callback !== null && callback.state === begun?.state;
  return (
    <Dialog open onClose={close} title={t('signup.title')} width="normal">
      <div className={styles.steps}>
        <p>{t(begun === null ? 'signup.lead' : 'signup.waiting')}</p>
        {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
        {begun !== null && (
          <>
            <p role="status" className={styles.note}>
              {t(finish.busy ? 'signup.finishing' : 'signup.waitingNote')}
            </p>
            <div className={page.card}>
              <CopyRow label={t('signup.address')} value={begun.url} />
            </div>
            <Field
              label={t('signup.paste')}
              hint={t('signup.pasteHint')}
              error={pasted !== '' && !isOurs ? t('signup.pasteWrong') : null}
              dir="ltr"
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          </>
        )}
        <div className={styles.stepsActs}>
          <Button onClick={close}>{t('action.cancel')}</Button>
          {begun === null ? (
            <Button kind="primary" icon={ExternalLink} busy={begin.busy} onClick={() => void begin.run()}>
              {t('signup.open')}
            </Button>
          ) : (
            <>
              <Button icon={ExternalLink} busy={begin.busy} onClick={() => void begin.run()}>
                {t('signup.again')}
              </Button>
              {isOurs && (
                <Button kind="primary" busy={finish.busy} onClick={() => void finish.run(callback)}>
                  {t('signup.finish')}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </Dialog>
  );
}

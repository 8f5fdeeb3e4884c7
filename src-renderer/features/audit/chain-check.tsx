import { useState } from 'react';
import { ShieldCheck } from 'lucide-react';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { formatDay, formatNumber } from '../../ui/format-time.ts';
import { Group, Row } from '../../ui/page.tsx';
import { verifyChain, type Verdict } from './verify-chain.ts';
import styles from './audit.module.css';

/** Is every entry as it was written, and none missing? */
export function ChainCheck() {
  const [share, setShare] = useState(0);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const check = useAction(async () => {
    setVerdict(null);
    setShare(0);
    setVerdict(await verifyChain(setShare));
  });
  return (
    <Group title={t('audit.chain')}>
      <Row label={t('audit.chainLabel')} note={t('audit.chainNote')}>
        <Button icon={ShieldCheck} busy={check.busy} onClick={() => void check.run()}>
          {t('audit.check')}
        </Button>
      </Row>
      <div role="status" className={styles.verdict} data-shown={check.busy || verdict !== null || undefined}>
        {check.busy && <progress aria-label={t('audit.checking')} value={share} max={1} className={styles.progress} />}
        {verdict !== null && (
          <p data-tone={verdict.fault === null ? 'success' : 'danger'} className={styles.verdictText}>
            {describe(verdict)}
          </p>
        )}
      </div>
      {check.error !== null && <Banner tone="danger">{describeError(check.error)}</Banner>}
    </Group>
  );
}

function describe({ seq, fault, since, anchors }: Verdict): string {
  if (fault !== null) {
    const before = formatNumber(fault.seq - 1);
    return t(`audit.fault.${fault.kind}`, { entry: formatNumber(fault.seq), before });
  }
  if (since === null) return t('audit.chainEmpty');
  const whole = t('audit.whole', { count: seq, number: formatNumber(seq), day: formatDay(since) });
  return anchors === 0 ? whole : `${whole} ${t('audit.anchors', { count: anchors })}`;
}

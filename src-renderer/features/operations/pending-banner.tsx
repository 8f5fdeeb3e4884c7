import { planOf } from '#shared/admin-operation.ts';
import { useConnection } from '../../entities/connection.ts';
import { useOperations } from '../../entities/operations.ts';
import { t } from '../../i18n/i18n.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describePlan } from './pending-changes.tsx';

/** Over every page of the administration, while something waits for the network or for the person. */
export function PendingBanner({ onShow }: { onShow: () => void }) {
  const { operations } = useOperations();
  const isAway = useConnection((state) => state.connection?.backend.state !== 'ok');
  const plan = planOf(operations);
  const isWaiting = plan.revokes + plan.edits > 0;
  const needsPerson = plan.toDecide + plan.held;
  if (needsPerson === 0 && !(isAway && isWaiting)) return null;
  return (
    <Banner
      tone={needsPerson > 0 ? 'warning' : 'info'}
      actions={
        <Button size="small" onClick={onShow}>
          {t('operations.show')}
        </Button>
      }
    >
      {needsPerson > 0 && t('operations.cameBack', { count: needsPerson })} {isAway && isWaiting && describePlan(plan)}
    </Banner>
  );
}

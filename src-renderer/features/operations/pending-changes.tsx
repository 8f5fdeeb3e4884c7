import { CloudOff } from 'lucide-react';
import { isRejected, planOf, type Operation, type Plan } from '#shared/admin-operation.ts';
import { api } from '../../api.ts';
import { copyText } from '../../entities/clipboard.ts';
import { confirmOperation, decide, undoOperation, useOperations } from '../../entities/operations.ts';
import { guarded } from '../../entities/triage.ts';
import { t } from '../../i18n/i18n.ts';
import { wordsOf } from '../../ui/describe-error.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { Group, PageHead, Row } from '../../ui/page.tsx';
import { Name } from '../../ui/user-text.tsx';
import { ConflictCard } from './conflict-card.tsx';
import { describeOperation } from './describe.ts';
import styles from './operations.module.css';

/** What was done here and is not done yet: the plan for the next contact, and what came back. */
export function PendingChanges() {
  const { operations } = useOperations();
  const toDecide = operations.filter(isRejected);
  const held = operations.filter(({ state }) => state === 'held');
  const waiting = operations.filter(({ state }) => state === 'waiting' || state === 'underWay');
  return (
    <>
      <PageHead title={t('operations.title')} lead={t('operations.lead')} />
      {operations.length === 0 && (
        <EmptyState icon={CloudOff} title={t('operations.none')} text={t('operations.noneText')} />
      )}
      {waiting.length > 0 && <p className={styles.plan}>{describePlan(planOf(operations))}</p>}
      {toDecide.length > 0 && (
        <Group title={t('operations.toDecide')}>
          {toDecide.map((operation) => (
            <CameBack key={operation.mutationId} operation={operation} />
          ))}
        </Group>
      )}
      {held.length > 0 && (
        <Group title={t('operations.held')}>
          {held.map((operation) => (
            <Line key={operation.mutationId} operation={operation} note={t('operations.heldNote')}>
              <Button size="small" onClick={() => confirmOperation(operation.mutationId)}>
                {t('operations.confirm')}
              </Button>
              <Undo operation={operation} />
            </Line>
          ))}
        </Group>
      )}
      {waiting.length > 0 && (
        <Group title={t('operations.waiting')}>
          {waiting.map((operation) => (
            <Line key={operation.mutationId} operation={operation}>
              {operation.conflictLikely && <Badge tone="warning">{t('operations.conflictLikely')}</Badge>}
              {operation.class === 'failSafe' && <Badge tone="info">{t('operations.first')}</Badge>}
              <Undo operation={operation} />
            </Line>
          ))}
        </Group>
      )}
    </>
  );
}

/** "On reconnect: 2 revokes, 3 edits, 1 conflict likely." */
export function describePlan({ revokes, edits, conflictsLikely }: Plan): string {
  const parts = [
    revokes > 0 ? t('operations.plan.revokes', { count: revokes }) : null,
    edits > 0 ? t('operations.plan.edits', { count: edits }) : null,
    conflictsLikely > 0 ? t('operations.plan.conflicts', { count: conflictsLikely }) : null,
  ].filter((part) => part !== null);
  return t('operations.plan.onReconnect', { plan: parts.join(t('operations.plan.comma')) });
}

function CameBack({ operation }: { operation: Operation }) {
  const { mutationId, state, conflict, error } = operation;
  if (state === 'conflict' && conflict !== null) return <ConflictCard operation={operation} conflict={conflict} />;
  return (
    <Line operation={operation} note={error === null ? '' : wordsOf(error)}>
      <Badge tone="danger">{t(state === 'orphaned' ? 'operations.orphaned' : 'operations.refused')}</Badge>
      {state === 'orphaned' && (
        <Button
          size="small"
          onClick={() => void guarded(async () => copyText((await api.operations.export({ mutationId })).text))}
        >
          {t('operations.copy')}
        </Button>
      )}
      <Button size="small" onClick={() => decide(mutationId, 'theirs')}>
        {t('operations.dismiss')}
      </Button>
    </Line>
  );
}

function Line({ operation, note, children }: { operation: Operation; note?: string; children: React.ReactNode }) {
  const made = t('operations.madeAt', { at: formatFull(operation.madeAt) });
  return (
    <Row label={<Name text={describeOperation(operation)} />} note={note === undefined ? made : `${made} · ${note}`}>
      <div className={styles.acts}>{children}</div>
    </Row>
  );
}

function Undo({ operation: { mutationId, state } }: { operation: Operation }) {
  if (state === 'underWay') return <Badge tone="neutral">{t('operations.underWay')}</Badge>;
  return (
    <Button size="small" onClick={() => void guarded(() => undoOperation(mutationId))}>
      {t('action.undo')}
    </Button>
  );
}

import { AlarmClock, CircleCheck, Ellipsis, Tag, UserRoundPlus, X } from 'lucide-react';
import type { Target } from '../../entities/bulk.ts';
import { useConversations } from '../../entities/conversations.ts';
import { useCan } from '../../entities/directory.ts';
import { chosenTarget, clearSelection, selectAll, useSelectedCount, useSelection } from '../../entities/selection.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { openPicker, type PickerKind } from './inbox-dialogs.ts';
import type { PickersProps } from './triage-pickers.tsx';
import styles from './selection-bar.module.css';

/** What was chosen and what can be done to it. */
export function SelectionBar({ onAct }: Pick<PickersProps, 'onAct'>) {
  const isAll = useSelection((state) => state.isAll);
  const count = useSelectedCount();
  const shown = useConversations((state) => state.shown ?? 0);
  const maySetState = useCan('conversation.setState');
  const mayAssign = useCan('conversation.assign');
  if (count === 0) return null;
  const number = formatNumber(count);
  const withChoice = (run: (target: Target) => void) => () => {
    const target = chosenTarget();
    if (target !== null) run(target);
  };
  const pick = (kind: PickerKind) => withChoice((target) => openPicker(kind, target));
  return (
    <section className={styles.bar} aria-label={t('selection.region')}>
      <span className={styles.what}>
        <span className={styles.count} role="status">
          {isAll ? t('selection.all', { number }) : t('selection.count', { count, number })}
        </span>
        {!isAll && shown > count && (
          <Button kind="quiet" size="small" onClick={selectAll}>
            {t('selection.selectAll', { number: formatNumber(shown) })}
          </Button>
        )}
      </span>
      {maySetState && (
        <>
          <IconButton
            label={t('command.resolve')}
            icon={CircleCheck}
            side="top"
            onClick={withChoice((target) => onAct(target, { type: 'setState', state: 'resolved', until: null }))}
          />
          <IconButton label={t('command.snooze')} icon={AlarmClock} side="top" onClick={pick('snooze')} />
          <IconButton label={t('command.label')} icon={Tag} side="top" onClick={pick('label')} />
        </>
      )}
      {mayAssign && <IconButton label={t('command.assign')} icon={UserRoundPlus} side="top" onClick={pick('assign')} />}
      <IconButton label={t('command.more')} icon={Ellipsis} side="top" onClick={pick('more')} />
      <IconButton label={t('selection.clear')} icon={X} shortcut="Escape" side="top" onClick={clearSelection} />
    </section>
  );
}

import { ChevronDown, ChevronUp, ChevronsUp } from 'lucide-react';
import type { Priority } from '#shared/conversation.ts';
import { t } from '../i18n/i18n.ts';
import styles from './priority-mark.module.css';

const icons = { urgent: ChevronsUp, high: ChevronUp, low: ChevronDown };

export function PriorityMark({ priority }: { priority: Priority }) {
  const Icon = icons[priority];
  const label = t(`priority.${priority}`);
  return (
    <span className={styles.mark} data-priority={priority} role="img" aria-label={label} title={label}>
      <Icon size={15} strokeWidth={2.25} aria-hidden="true" />
    </span>
  );
}

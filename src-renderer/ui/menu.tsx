import type { ReactElement, ReactNode } from 'react';
import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import { Keys } from './keys.tsx';
import styles from './floating.module.css';

interface MenuProps {
  trigger: ReactElement;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  children: ReactNode;
}

export function Menu({ trigger, side = 'bottom', align = 'start', open, onOpenChange, children }: MenuProps) {
  const control = { ...(open !== undefined && { open }), ...(onOpenChange && { onOpenChange }) };
  return (
    <Base.Root {...control}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className={styles.positioner}>
          <Base.Popup className={styles.menu}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

interface MenuItemProps {
  icon?: LucideIcon;
  lead?: ReactNode;
  shortcut?: string | undefined;
  tone?: 'danger';
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, lead, shortcut, tone, onSelect, children }: MenuItemProps) {
  return (
    <Base.Item className={styles.item} data-tone={tone} onClick={onSelect}>
      {Icon ? <Icon size={16} strokeWidth={1.5} aria-hidden="true" /> : lead}
      <span className={styles.itemText}>{children}</span>
      {shortcut !== undefined && <Keys shortcut={shortcut} />}
    </Base.Item>
  );
}

interface MenuChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly { value: T; label: ReactNode; lead?: ReactNode }[];
  onChange: (value: T) => void;
}

/** One of several, with a check mark at the one that holds. */
export function MenuChoice<T extends string>({ label, value, options, onChange }: MenuChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={(next: T) => onChange(next)} aria-label={label}>
      <Base.Group>
        <Base.GroupLabel className={styles.groupLabel}>{label}</Base.GroupLabel>
      </Base.Group>
      {options.map((option) => (
        <Base.RadioItem key={option.value} value={option.value} className={styles.item} closeOnClick>
          {option.lead}
          <span className={styles.itemText}>{option.label}</span>
          <Base.RadioItemIndicator className={styles.check}>
            <Check size={16} strokeWidth={1.5} aria-hidden="true" />
          </Base.RadioItemIndicator>
        </Base.RadioItem>
      ))}
    </Base.RadioGroup>
  );
}

export function MenuSeparator() {
  return <Base.Separator className={styles.separator} />;
}

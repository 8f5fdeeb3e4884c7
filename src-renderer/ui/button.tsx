import type { ComponentProps, ReactNode } from 'react';
import type { LucideIcon } from 'lucide-react';
import { Tooltip } from './tooltip.tsx';
import styles from './button.module.css';

interface ButtonProps extends ComponentProps<'button'> {
  kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'small' | 'normal' | 'large';
  icon?: LucideIcon;
  /** Something is under way: the button stays focusable but does nothing. */
  busy?: boolean;
  children: ReactNode;
}

export function Button({
  kind = 'secondary',
  size = 'normal',
  icon: Icon,
  busy,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      aria-disabled={busy || undefined}
      className={`${styles.button} ${rest.className ?? ''}`}
      data-kind={kind}
      data-size={size}
    >
      {Icon && <Icon size={16} strokeWidth={1.5} aria-hidden="true" />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  /** The accessible name, shown as the tooltip. */
  label: string;
  icon: LucideIcon;
  shortcut?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  pressed?: boolean;
}

export function IconButton({ label, icon: Icon, shortcut, side = 'bottom', pressed, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} shortcut={shortcut} side={side}>
      <button
        type="button"
        {...rest}
        className={`${styles.icon} ${rest.className ?? ''}`}
        aria-label={label}
        aria-pressed={pressed}
      >
        <Icon size={16} strokeWidth={1.5} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}

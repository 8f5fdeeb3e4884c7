import type { Label } from '#shared/library.ts';
import { visibleName } from './text-hygiene.ts';
import { Name } from './user-text.tsx';
import styles from './label-chip.module.css';

export type LabelColor = Label['color'];

/** A label in its colour. */
export function LabelChip({ name, color }: { name: string; color: LabelColor }) {
  return (
    <span className={styles.chip} data-color={color} title={visibleName(name)}>
      <Name text={name} className={styles.name} />
    </span>
  );
}

/** Only its colour, where there is no room for the name. */
export function LabelDot({ name, color }: { name?: string; color: LabelColor }) {
  return (
    <span
      className={styles.dot}
      data-color={color}
      {...(name === undefined
        ? { 'aria-hidden': true }
        : { role: 'img', 'aria-label': visibleName(name), title: visibleName(name) })}
    />
  );
}

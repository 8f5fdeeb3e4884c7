import styles from './color-choice.module.css';

interface ColorChoiceProps {
  label: string;
  value: number;
  /** Of a colour by its number, from 1. */
  nameOf: (number: number) => string;
  onChange: (color: number) => void;
}

const colors = [0, 1, 2, 3, 4, 5, 6, 7];

/** One of the eight colours of accounts. */
export function ColorChoice({ label, value, nameOf, onChange }: ColorChoiceProps) {
  return (
    <div className={styles.colors} role="group" aria-label={label}>
      {colors.map((color) => (
        <button
          key={color}
          type="button"
          className={styles.color}
          style={{ '--edge': `var(--account-${color})` }}
          aria-label={nameOf(color + 1)}
          aria-pressed={color === value}
          onClick={() => onChange(color)}
        >
          <span className={styles.swatch} />
        </button>
      ))}
    </div>
  );
}

import { useId } from 'react';
import { ChevronDown } from 'lucide-react';
import field from './field.module.css';
import styles from './choice.module.css';

interface ChoiceProps<T extends string> {
  label: string;
  hint?: string | undefined;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}

/** One of a list that opens: the system's own, which every keyboard and screen reader knows. */
export function Choice<T extends string>({ label, hint, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={field.field}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.box}>
        <select
          id={id}
          className={`${field.input} ${styles.select}`}
          value={value}
          aria-describedby={hint === undefined ? undefined : `${id}-note`}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden="true" className={styles.icon} />
      </div>
      {hint !== undefined && (
        <p className={field.note} id={`${id}-note`}>
          {hint}
        </p>
      )}
    </div>
  );
}

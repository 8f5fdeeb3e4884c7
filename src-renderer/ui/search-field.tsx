import type { ComponentProps } from 'react';
import { Search } from 'lucide-react';
import styles from './search-field.module.css';

interface SearchFieldProps extends Omit<ComponentProps<'input'>, 'type' | 'onChange' | 'className'> {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** What one types into to find something in the list below it. */
export function SearchField({ label, onSearch, ...rest }: SearchFieldProps) {
  return (
    <div className={styles.field}>
      <Search size={16} strokeWidth={1.5} aria-hidden="true" />
      <input
        placeholder={label}
        dir="auto"
        spellCheck={false}
        {...rest}
        type="search"
        className={styles.input}
        aria-label={label}
        onChange={(event) => onSearch(event.target.value)}
      />
    </div>
  );
}

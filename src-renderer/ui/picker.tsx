import { useState, type ReactNode } from 'react';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Check } from 'lucide-react';
import { foldText } from '#shared/fold-text.ts';
import { Dialog } from './dialog.tsx';
import { Keys } from './keys.tsx';
import { Name } from './user-text.tsx';
import styles from './picker.module.css';

export interface PickerItem {
  id: string;
  label: string;
  /** Said faintly at the end of the line. */
  detail?: string | undefined;
  lead?: ReactNode;
  isChecked?: boolean | 'some';
  shortcut?: string | undefined;
  tone?: 'danger';
  run: () => void;
}

interface PickerProps {
  open: boolean;
  title: string;
  hint: string;
  /** What is offered for the typed text. */
  itemsFor: (text: string) => readonly PickerItem[];
  empty: string;
  onClose: () => void;
}

/** One of many by typing a part of its name: opens over everything, Enter takes the first, Esc leaves. */
export function Picker({ open, onClose, title, ...list }: PickerProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} header={false} width="narrow">
      {open && <List title={title} onClose={onClose} {...list} />}
    </Dialog>
  );
}

/** Before the next key is pressed: whoever types on after the shortcut loses no letter. */
const focusAtOnce = (field: HTMLInputElement | null): void => field?.focus();

function List({ title, hint, itemsFor, empty, onClose }: Omit<PickerProps, 'open'>) {
  const [text, setText] = useState('');
  const items = itemsFor(text.trim());
  const choose = (item: PickerItem) => {
    onClose();
    // The dialog gives the focus back when it closes; where the act puts it must come after that.
    requestAnimationFrame(() => item.run());
  };
  return (
    <Autocomplete.Root
      open
      inline
      items={[...items]}
      value={text}
      onValueChange={setText}
      filter={null}
      itemToStringValue={(item: PickerItem) => item.label}
      autoHighlight="always"
      keepHighlight
    >
      <div className={styles.inputLine}>
        <span className={styles.title}>{title}</span>
        <Autocomplete.Input ref={focusAtOnce} className={styles.input} aria-label={title} placeholder={hint} />
      </div>
      <Autocomplete.Empty className={styles.empty}>{empty}</Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(item: PickerItem) => (
          <Autocomplete.Item
            key={item.id}
            value={item}
            className={styles.item}
            data-tone={item.tone}
            onClick={() => choose(item)}
          >
            {item.lead !== undefined && <span className={styles.lead}>{item.lead}</span>}
            <Name text={item.label} className={styles.label} />
            {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
            {item.isChecked === true && <Check size={16} strokeWidth={1.5} aria-hidden="true" />}
            {item.shortcut !== undefined && <Keys shortcut={item.shortcut} />}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  );
}

/** The items whose label holds the text, those that begin with it first. */
export function itemsNamed(items: readonly PickerItem[], text: string): readonly PickerItem[] {
  const wanted = foldText(text);
  if (wanted === '') return items;
  const rank = ({ label }: PickerItem): number => foldText(label).indexOf(wanted);
  const found = items.filter((item) => rank(item) >= 0);
  return [...found.filter((item) => rank(item) === 0), ...found.filter((item) => rank(item) > 0)];
}

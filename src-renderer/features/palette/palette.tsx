import { useMemo, useState } from 'react';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { CornerDownLeft, Search } from 'lucide-react';
import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Keys } from '../../ui/keys.tsx';
import { Name } from '../../ui/user-text.tsx';
import { readMode, type PaletteMode } from './palette-mode.ts';
import styles from './palette.module.css';

const toText = (item: PaletteItem): string => `${item.label} ${item.detail ?? ''}`;

export interface PaletteItem {
  id: string;
  label: string;
  /** Shown faintly after the label: the handle of a conversation's contact. */
  detail?: string;
  shortcut?: string | undefined;
  run: () => void;
}
export interface PaletteGroup {
  value: string;
  /** Shown for these first characters. */
  modes: readonly PaletteMode[];
  /** Only when its character is typed. */
  onlyAsked?: boolean;
  items: PaletteItem[];
}

interface PaletteProps {
  open: boolean;
  groups: readonly PaletteGroup[];
  onClose: () => void;
}

/** Every command, and the conversations at hand, by typing a part of the name. */
export function Palette({ open, groups, onClose }: PaletteProps) {
  // Opened again while it is still closing, it is the same dialog: it begins anew all the same.
  const [{ wasOpen, times }, setSeen] = useState({ wasOpen: open, times: 0 });
  if (open !== wasOpen) setSeen({ wasOpen: open, times: times + Number(open) });
  return (
    <Dialog open={open} onClose={onClose} title={t('palette.title')} header={false}>
      <Offer key={times} groups={groups} onClose={onClose} />
    </Dialog>
  );
}

function Offer({ groups, onClose }: Omit<PaletteProps, 'open'>) {
  const [text, setText] = useState('');
  const { mode } = readMode(text);
  const filter = Autocomplete.useFilter();
  const items = useMemo(
    () =>
      groups.filter(
        (group) => group.items.length > 0 && (mode === null ? group.onlyAsked !== true : group.modes.includes(mode)),
      ),
    [groups, mode],
  );
  const choose = (item: PaletteItem) => {
    onClose();
    // The dialog gives the focus back when it closes; the command's own focus must come after that.
    requestAnimationFrame(() => item.run());
  };
  return (
    <Autocomplete.Root
      open
      inline
      items={items}
      value={text}
      onValueChange={setText}
      filter={(item: PaletteItem, typed) => filter.contains(item, readMode(typed).query, toText)}
      itemToStringValue={toText}
      autoHighlight="always"
      keepHighlight
    >
      <div className={styles.inputLine}>
        <Search size={16} strokeWidth={1.5} aria-hidden="true" />
        <Autocomplete.Input className={styles.input} aria-label={t('palette.search')} placeholder={t('palette.hint')} />
      </div>
      <Autocomplete.Empty className={styles.empty}>{t('palette.empty')}</Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(group: PaletteGroup) => (
          <Autocomplete.Group key={group.value} items={group.items} className={styles.group}>
            <Autocomplete.GroupLabel className={styles.groupLabel}>{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: PaletteItem) => (
                <Autocomplete.Item key={item.id} value={item} className={styles.item} onClick={() => choose(item)}>
                  <Name text={item.label} className={styles.label} />
                  {item.detail !== undefined && <Name text={item.detail} className={styles.detail} />}
                  {item.shortcut !== undefined && <Keys shortcut={item.shortcut} />}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
      <footer className={styles.footer}>
        <CornerDownLeft size={14} strokeWidth={1.5} aria-hidden="true" />
        {t('palette.runs')}
        <span className={styles.modes}>{t('palette.modes')}</span>
      </footer>
    </Autocomplete.Root>
  );
}

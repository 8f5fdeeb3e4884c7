import { useState, type ReactNode } from 'react';
import { Bold, Italic, Pencil, ScanEye, Smile, Strikethrough, Zap } from 'lucide-react';
import type { DraftMode } from '#shared/inbox.ts';
import { useNow } from '../../entities/clock.ts';
import { useHabits } from '../../entities/habits.ts';
import { itemsOf, useLibrary } from '../../entities/library.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Name } from '../../ui/user-text.tsx';
import { composerField, openPanel, togglePreview, useComposer } from './composer-store.ts';
import { EmojiPicker } from './emoji-picker.tsx';
import { rankQuickReplies } from './suggestions.ts';
import styles from './composer.module.css';

interface ToolbarProps {
  mode: DraftMode;
  onManageQuickReplies: () => void;
  /** Buttons of others: files, voice, templates. */
  children: ReactNode;
}

export function Toolbar({ mode, onManageQuickReplies, children }: ToolbarProps) {
  const isEmojiOpen = useComposer((state) => state.panel === 'emoji');
  const isPreviewShown = useComposer((state) => state.isPreviewShown);
  const mark = (sign: '*' | '_' | '~') => () => composerField()?.toggleMark(sign);
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('composer.tools')}>
      {mode === 'reply' && children}
      <Popover
        title={t('composer.emoji')}
        side="top"
        align="start"
        open={isEmojiOpen}
        onOpenChange={(open) => openPanel(open ? 'emoji' : null)}
        trigger={<IconButton label={t('composer.emoji')} icon={Smile} side="top" />}
      >
        <EmojiPicker
          onPick={(sign) => {
            openPanel(null);
            // The popover gives the focus back first.
            requestAnimationFrame(() => composerField()?.insert(sign));
          }}
        />
      </Popover>
      {mode === 'reply' && <QuickReplyMenu onManage={onManageQuickReplies} />}
      <span className={styles.marks}>
        <IconButton label={t('composer.bold')} icon={Bold} shortcut="mod+KeyB" side="top" onClick={mark('*')} />
        <IconButton label={t('composer.italic')} icon={Italic} shortcut="mod+KeyI" side="top" onClick={mark('_')} />
        <IconButton
          label={t('composer.strike')}
          icon={Strikethrough}
          shortcut="mod+Shift+KeyX"
          side="top"
          onClick={mark('~')}
        />
        <IconButton
          label={t('composer.preview')}
          icon={ScanEye}
          side="top"
          pressed={isPreviewShown}
          onClick={togglePreview}
        />
      </span>
    </div>
  );
}

function QuickReplyMenu({ onManage }: { onManage: () => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const library = useLibrary();
  const habits = useHabits();
  const now = useNow();
  const offered = isOpen ? rankQuickReplies('', { quickReplies: itemsOf(library, 'quickReply'), habits, now }) : [];
  return (
    <Menu
      side="top"
      align="start"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<IconButton label={t('composer.quickReplies')} icon={Zap} shortcut="char:/" side="top" />}
    >
      {offered.map((item) => (
        <MenuItem
          key={item.id}
          icon={Zap}
          onSelect={() => requestAnimationFrame(() => composerField()?.insertQuickReply(item))}
        >
          <Name text={item.content.title} />
        </MenuItem>
      ))}
      {offered.length > 0 && <MenuSeparator />}
      <MenuItem icon={Pencil} onSelect={onManage}>
        {t('composer.manageQuickReplies')}
      </MenuItem>
    </Menu>
  );
}

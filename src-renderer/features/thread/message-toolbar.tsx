import { CornerUpLeft, Copy, Download, Forward, Info, MoreHorizontal, SmilePlus } from 'lucide-react';
import { useState } from 'react';
import type { ThreadMessage } from '#shared/inbox.ts';
import { useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { canQuote, canReact, copyMessage, fileOf, forwardMessage, saveFile, toForward } from './message-acts.ts';
import { ReactionPicker } from './reaction-picker.tsx';
import { setOpenAt } from './thread-ui.ts';
import styles from './message-toolbar.module.css';

interface ToolbarProps {
  message: ThreadMessage;
  onReply: () => void;
  /** A menu is open: it stays although the pointer is gone. */
  onOpenChange: (isOpen: boolean) => void;
}

/** What can be done with a message, beside it while the pointer or the keyboard is there. */
export function MessageToolbar({ message, onReply, onOpenChange }: ToolbarProps) {
  const maySend = useCan('message.send');
  const [isMenuOpen, setMenuOpen] = useState(false);
  const changeMenu = (open: boolean) => {
    setMenuOpen(open);
    onOpenChange(open);
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('message.actions')}>
      {maySend && canQuote(message) && (
        <IconButton
          label={t('message.reply')}
          icon={CornerUpLeft}
          shortcut="mod+Shift+KeyR"
          side="top"
          onClick={onReply}
        />
      )}
      {maySend && canReact(message) && (
        <ReactionPicker
          message={message}
          trigger={
            <button type="button" className={styles.button} aria-label={t('message.react')} title={t('message.react')}>
              <SmilePlus size={16} strokeWidth={1.5} aria-hidden="true" />
            </button>
          }
        />
      )}
      <Menu
        align="end"
        open={isMenuOpen}
        onOpenChange={changeMenu}
        trigger={
          <button type="button" className={styles.button} aria-label={t('message.more')} title={t('message.more')}>
            <MoreHorizontal size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        }
      >
        <MenuItem icon={Copy} shortcut="mod+KeyC" onSelect={() => copyMessage(message)}>
          {t('message.copy')}
        </MenuItem>
        {maySend && toForward(message) !== null && (
          <MenuItem icon={Forward} shortcut="KeyF" onSelect={() => forwardMessage(message)}>
            {t('message.forward')}
          </MenuItem>
        )}
        {fileOf(message) !== null && (
          <MenuItem icon={Download} shortcut="mod+KeyS" onSelect={() => saveFile(message)}>
            {t('message.save')}
          </MenuItem>
        )}
        <MenuItem icon={Info} shortcut="mod+KeyD" onSelect={() => setOpenAt(message.id, 'details', true)}>
          {t('message.details')}
        </MenuItem>
      </Menu>
    </div>
  );
}

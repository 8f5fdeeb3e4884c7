import type { ReactElement } from 'react';
import type { ThreadMessage } from '#shared/inbox.ts';
import { react } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { Popover } from '../../ui/popover.tsx';
import { setOpenAt, useThreadUi } from './thread-ui.ts';
import styles from './reaction-picker.module.css';

/** What people answer with most, the six of WhatsApp first. */
const offered = [
  ['👍', '❤️', '😂', '😮', '😢', '🙏'],
  ['✅', '👏', '🎉', '🔥', '💯', '😍'],
  ['😊', '🤝', '👌', '🙌', '💪', '🤗'],
  ['😅', '🤔', '👀', '😭', '😡', '💔'],
  ['⭐', '📦', '🚚', '⏳', '📞', '💚'],
] as const;
const columns = 6;

/** Chooses the team's emoji for a message; the one that is there already takes itself away. */
export function ReactionPicker({ message, trigger }: { message: ThreadMessage; trigger: ReactElement }) {
  const isOpen = useThreadUi(({ open }) => open?.messageId === message.id && open.what === 'react');
  const current = message.reactions?.find(({ by }) => by === 'team')?.emoji;
  const set = (open: boolean) => setOpenAt(message.id, 'react', open);
  return (
    <Popover title={t('reaction.title')} side="top" trigger={trigger} open={isOpen} onOpenChange={set}>
      {/* The arrows move over buttons, which hear everything else themselves. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div className={styles.grid} role="group" aria-label={t('reaction.choose')} onKeyDown={moveInGrid}>
        {offered.flat().map((emoji) => (
          <button
            key={emoji}
            type="button"
            className={styles.emoji}
            aria-pressed={emoji === current}
            aria-label={emoji}
            onClick={() => {
              set(false);
              react(message, emoji === current ? '' : emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Popover>
  );
}

function moveInGrid(event: React.KeyboardEvent<HTMLDivElement>): void {
  const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
  const steps = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (steps === undefined) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  buttons[Math.min(buttons.length - 1, Math.max(0, at + steps))]?.focus();
}

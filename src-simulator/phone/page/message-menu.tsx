import { Copy, Pencil, Reply, Trash2 } from 'lucide-react';
import type { Bubble } from '../wire.ts';
import { canDelete, canEdit } from './chat-rows.ts';
import controls from './controls.module.css';
import styles from './message-menu.module.css';
import { Sheet } from './sheet.tsx';

const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏', '🎉', '🔥'] as const;

/** What one can do with a message: react, answer, copy, change it, take it back. */
export function MessageMenu(props: {
  bubble: Bubble;
  now: number;
  onReact: (emoji: string) => void;
  onReply: () => void;
  onCopy: () => void;
  onEdit: () => void;
  onDelete: () => void;
  onClose: () => void;
}) {
  const { bubble, now } = props;
  return (
    <Sheet title="Message" onClose={props.onClose}>
      <p className={styles['words']} dir="auto">
        {bubble.text}
      </p>
      {!bubble.isMine && (
        <div className={styles['emojis']} role="group" aria-label="React">
          {emojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={`React with ${emoji}`}
              aria-pressed={bubble.reaction === emoji}
              // The same emoji again takes it away.
              onClick={() => props.onReact(bubble.reaction === emoji ? '' : emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      <button type="button" className={controls['row']} onClick={props.onReply}>
        <Reply size={18} aria-hidden /> Reply
      </button>
      <button type="button" className={controls['row']} onClick={props.onCopy}>
        <Copy size={18} aria-hidden /> Copy
      </button>
      {canEdit(bubble, now) && (
        <button type="button" className={controls['row']} onClick={props.onEdit}>
          <Pencil size={18} aria-hidden /> Edit
        </button>
      )}
      {canDelete(bubble, now) && (
        <button type="button" className={controls['row']} data-danger onClick={props.onDelete}>
          <Trash2 size={18} aria-hidden /> Delete for everyone
        </button>
      )}
    </Sheet>
  );
}

import { Reply } from 'lucide-react';
import type { Bubble as BubbleData } from '../wire.ts';
import styles from './bubble.module.css';
import { Ticks } from './ticks.tsx';
import { formatClock } from './times.ts';

/** One message. `hasTail` marks the first of a group. */
export function Bubble(props: {
  bubble: BubbleData;
  hasTail: boolean;
  company: string;
  onReply: (bubble: BubbleData) => void;
}) {
  const { bubble } = props;
  return (
    <li className={styles['line']} data-mine={bubble.isMine || undefined} data-tail={props.hasTail || undefined}>
      <div className={styles['bubble']} data-reacted={bubble.reaction !== null || undefined}>
        {bubble.quoted && (
          <div className={styles['quoted']}>
            <span className={styles['quotedName']}>{bubble.quoted.isMine ? 'You' : props.company}</span>
            <span className={styles['quotedText']} dir="auto">
              {bubble.quoted.text}
            </span>
          </div>
        )}
        {/* Time and ticks stand at the end of the last line, on the left when the text runs to the left. */}
        <div className={styles['body']} dir="auto">
          <span className={styles['text']} data-large={isLoneEmoji(bubble.text) || undefined}>
            {bubble.text}
          </span>
          <span className={styles['meta']}>
            <time dir="ltr" dateTime={new Date(bubble.at).toISOString()}>
              {formatClock(bubble.at)}
            </time>
            {bubble.tick && <Ticks tick={bubble.tick} />}
          </span>
        </div>
        {bubble.reaction !== null && (
          <span className={styles['reaction']}>
            <span className="visually-hidden">Reaction </span>
            {bubble.reaction}
          </span>
        )}
      </div>
      <button
        type="button"
        className={styles['reply']}
        aria-label={`Reply to ${bubble.text.slice(0, 40)}`}
        onClick={() => props.onReply(bubble)}
      >
        <Reply size={16} aria-hidden />
      </button>
    </li>
  );
}

function isLoneEmoji(text: string): boolean {
  return /^(?:\p{RGI_Emoji}\s?){1,3}$/v.test(text);
}

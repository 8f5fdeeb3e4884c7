import { SendHorizontal, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';
import type { Bubble } from '../wire.ts';
import styles from './composer.module.css';

/** Writing as the customer. Enter sends, Shift+Enter breaks the line, Escape drops the quote and then leaves the chat. */
export function Composer(props: {
  company: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  replyTo: Bubble | null;
  onDropReply: () => void;
  onLeave: () => void;
  onSend: () => void;
}) {
  const { field } = props;
  useEffect(() => {
    field.current?.focus();
  }, [field]);

  const send = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    if (props.text.trim() !== '') props.onSend();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
    if (event.key === 'Escape') {
      if (props.replyTo) props.onDropReply();
      else props.onLeave();
    }
  };

  return (
    <form className={styles['composer']} onSubmit={send}>
      {props.replyTo && (
        <div className={styles['reply']}>
          <span className={styles['replyName']}>{props.replyTo.isMine ? 'You' : props.company}</span>
          <span className={styles['replyText']} dir="auto">
            {props.replyTo.text}
          </span>
          <button type="button" className={styles['drop']} aria-label="Do not reply to it" onClick={props.onDropReply}>
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
      <div className={styles['line']}>
        <textarea
          ref={field}
          className={styles['field']}
          aria-label="Message"
          placeholder="Message"
          rows={1}
          dir="auto"
          maxLength={65_536}
          value={props.text}
          onChange={(event) => props.onText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className={styles['send']} aria-label="Send" disabled={props.text.trim() === ''}>
          <SendHorizontal size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
    </form>
  );
}

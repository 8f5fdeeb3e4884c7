import { SendHorizontal, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Bubble } from '../wire.ts';
import styles from './composer.module.css';

/** Writing as the customer. Enter sends, Shift+Enter breaks the line, Escape drops the quote and then leaves the chat. */
export function Composer(props: {
  company: string;
  replyTo: Bubble | null;
  /** Text to begin with; a new value replaces what stands there. */
  suggestion: string;
  onDropReply: () => void;
  onLeave: () => void;
  /** Resolves to whether it went out; the text stays when not. */
  onSend: (text: string) => Promise<boolean>;
}) {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (props.suggestion === '') return;
    setText(props.suggestion);
    field.current?.focus();
  }, [props.suggestion]);

  useEffect(() => {
    field.current?.focus();
  }, [props.replyTo]);

  // The field is as high as its text, up to the limit in the style sheet.
  useEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  }, [text]);

  const send = async (event: FormEvent | KeyboardEvent): Promise<void> => {
    event.preventDefault();
    const message = text.trim();
    if (message === '') return;
    setText('');
    if (!(await props.onSend(message))) setText((typed) => (typed === '' ? message : typed));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) void send(event);
    if (event.key === 'Escape') {
      if (props.replyTo) props.onDropReply();
      else props.onLeave();
    }
  };

  return (
    <form className={styles['composer']} onSubmit={(event) => void send(event)}>
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
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className={styles['send']} aria-label="Send" disabled={text.trim() === ''}>
          <SendHorizontal size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
    </form>
  );
}

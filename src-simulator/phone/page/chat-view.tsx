import { ChevronLeft } from 'lucide-react';
import { Fragment, useEffect, useRef, useState } from 'react';
import type { Bubble as BubbleData, Chat, PhoneNumber } from '../wire.ts';
import { NumberAvatar } from './avatar.tsx';
import { Bubble } from './bubble.tsx';
import styles from './chat-view.module.css';
import { Composer } from './composer.tsx';
import { openers } from './openers.ts';
import { formatDay, isSameDay } from './times.ts';

/** Messages of one side closer together than this belong together. */
const groupMs = 5 * 60_000;

/** One chat: the business's head, bubbles, typing bubble, composer. */
export function ChatView(props: {
  chat: Chat;
  number: PhoneNumber;
  now: number;
  onLeave: () => void;
  onRead: () => void;
  onSend: (text: string, replyTo: BubbleData | null) => Promise<boolean>;
}) {
  const { chat, number, now, onRead } = props;
  const [replyTo, setReplyTo] = useState<BubbleData | null>(null);
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const isTyping = chat.typingUntil > now;
  const lastId = chat.bubbles.at(-1)?.id;

  // What is on screen is read; a phone in the pocket (a hidden tab) reads nothing.
  useEffect(() => {
    const look = (): void => {
      if (chat.unread > 0 && document.visibilityState === 'visible') onRead();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chat.unread, onRead]);

  const reply = (bubble: BubbleData): void => {
    setReplyTo(bubble);
    field.current?.focus();
  };
  const pick = (opener: string): void => {
    setText(opener);
    field.current?.focus();
  };
  const send = async (): Promise<void> => {
    const message = text.trim();
    setText('');
    setReplyTo(null);
    // What did not go out stands there again, unless something new has been typed.
    if (!(await props.onSend(message, replyTo))) setText((typed) => (typed === '' ? message : typed));
  };

  return (
    <section className={styles['screen']} aria-label={`Chat with ${number.name}`}>
      <header className={styles['header']}>
        <button type="button" className={styles['back']} aria-label="Back to chats" onClick={props.onLeave}>
          <ChevronLeft size={26} strokeWidth={1.75} aria-hidden />
        </button>
        <NumberAvatar number={number} size={38} />
        <span className={styles['who']}>
          <h2>{number.name}</h2>
          <span className={styles['state']} data-typing={isTyping || undefined}>
            {isTyping ? 'typing…' : number.display}
          </span>
        </span>
      </header>

      <div className={styles['scroll']} role="log" aria-label="Messages" tabIndex={-1}>
        <ol className={styles['bubbles']}>
          {chat.bubbles.map((bubble, index) => {
            const before = chat.bubbles[index - 1];
            const isNewDay = !before || !isSameDay(before.at, bubble.at);
            const hasTail = isNewDay || before.isMine !== bubble.isMine || bubble.at - before.at > groupMs;
            return (
              <Fragment key={bubble.id}>
                {isNewDay && (
                  <li className={styles['day']}>
                    <span>{formatDay(bubble.at, now)}</span>
                  </li>
                )}
                <Bubble bubble={bubble} hasTail={hasTail} company={number.name} onReply={reply} />
              </Fragment>
            );
          })}
        </ol>
        {chat.bubbles.length === 0 && <Openers number={number} onPick={pick} />}
        {isTyping && (
          <output className={styles['typing']} aria-label={`${number.name} is typing`}>
            <i />
            <i />
            <i />
          </output>
        )}
        {/* A new last message makes a new end, which comes into view. */}
        <div key={`${lastId}/${isTyping}`} ref={comeIntoView} />
      </div>

      <Composer
        company={number.name}
        field={field}
        text={text}
        onText={setText}
        replyTo={replyTo}
        onDropReply={() => setReplyTo(null)}
        onLeave={props.onLeave}
        onSend={() => void send()}
      />
    </section>
  );
}

function comeIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'end' });
}

function Openers(props: { number: PhoneNumber; onPick: (text: string) => void }) {
  return (
    <div className={styles['openers']}>
      <NumberAvatar number={props.number} size={64} />
      <p>
        Nothing written yet. The first message opens the 24-hour window in which {props.number.name} may answer freely.
      </p>
      {openers[props.number.trade].map((text) => (
        <button key={text} type="button" onClick={() => props.onPick(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}

import { ChevronLeft } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
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
  const [suggestion, setSuggestion] = useState('');
  const isTyping = chat.typingUntil > now;
  const end = useRef<HTMLDivElement>(null);
  const lastId = chat.bubbles.at(-1)?.id;

  useLayoutEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [lastId, isTyping]);

  // What is on screen is read; a phone in the pocket (a hidden tab) reads nothing.
  useEffect(() => {
    const look = (): void => {
      if (chat.unread > 0 && document.visibilityState === 'visible') onRead();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chat.unread, lastId, onRead]);

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
                <Bubble bubble={bubble} hasTail={hasTail} company={number.name} onReply={setReplyTo} />
              </Fragment>
            );
          })}
        </ol>
        {chat.bubbles.length === 0 && <Openers number={number} onPick={setSuggestion} />}
        {isTyping && (
          <div className={styles['typing']} role="status" aria-label={`${number.name} is typing`}>
            <i />
            <i />
            <i />
          </div>
        )}
        <div ref={end} />
      </div>

      <Composer
        company={number.name}
        replyTo={replyTo}
        suggestion={suggestion}
        onDropReply={() => setReplyTo(null)}
        onLeave={props.onLeave}
        onSend={(text) => {
          setReplyTo(null);
          setSuggestion('');
          return props.onSend(text, replyTo);
        }}
      />
    </section>
  );
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

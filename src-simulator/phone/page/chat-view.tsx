import { ChevronLeft, Phone } from 'lucide-react';
import { Fragment, useEffect, useMemo, useRef, useState } from 'react';
import type { Bubble as BubbleData, Chat, PhoneCustomer, PhoneFile } from '../wire.ts';
import type { Outgoing, Tap } from '../wire-body.ts';
import { NumberAvatar } from './avatar.tsx';
import { Bubble } from './bubble.tsx';
import { type ChatActions, ChatActionsProvider, type SheetRequest } from './chat-actions.ts';
import { toRows } from './chat-rows.ts';
import { ChatSheet } from './chat-sheets.tsx';
import styles from './chat-view.module.css';
import { Composer } from './composer.tsx';
import { openers } from './openers.ts';
import { formatDay } from './times.ts';
import type { ChatDeeds } from './use-chat-deeds.ts';
import { useDroppedFiles } from './use-dropped-files.ts';

/** One chat: the business's head, bubbles, typing bubble, composer, and what slides over them. */
export function ChatView(props: {
  chat: Chat;
  people: readonly PhoneCustomer[];
  now: number;
  clockOffset: number;
  deeds: ChatDeeds;
  onLeave: () => void;
}) {
  const { chat, now, deeds, clockOffset } = props;
  const { number } = chat;
  const [replyTo, setReplyTo] = useState<BubbleData | null>(null);
  const [editing, setEditing] = useState<BubbleData | null>(null);
  const [file, setFile] = useState<PhoneFile | null>(null);
  const [text, setText] = useState('');
  const [sheet, setSheet] = useState<SheetRequest | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isTyping = chat.typingUntil > now;
  const lastId = chat.bubbles.at(-1)?.id;
  const rows = useMemo(() => toRows(chat.bubbles), [chat.bubbles]);

  // What is on screen is read; a phone in the pocket (a hidden tab) reads nothing.
  const { read, tap, tell } = deeds;
  useEffect(() => {
    const look = (): void => {
      if (chat.unread > 0 && document.visibilityState === 'visible') read();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [chat.unread, read]);

  const actions = useMemo<ChatActions>(
    () => ({
      number,
      clockOffset,
      open: setSheet,
      tap: (bubble: BubbleData, on: Tap) => void tap(bubble.id, on),
      reply: (bubble) => {
        setEditing(null);
        setReplyTo(bubble);
        field.current?.focus();
      },
      jump: (id) => flash(id, tell),
      played: (bubble) => void deeds.play(bubble.id),
      tell,
    }),
    [number, clockOffset, tap, tell, deeds],
  );

  const dropAll = (): void => {
    if (editing) setText('');
    setReplyTo(null);
    setEditing(null);
    setFile(null);
  };
  const take = async (pending: Promise<PhoneFile | null>): Promise<void> => {
    const taken = await pending;
    if (!taken) return;
    setFile(taken);
    field.current?.focus();
  };
  const takeFiles = (files: FileList): void => {
    const [first] = files;
    if (first) void take(deeds.upload(first));
  };
  const sendNow = async (message: Outgoing, answered: BubbleData | null): Promise<void> => {
    if (await deeds.send(message, answered?.id)) setReplyTo(null);
  };
  const sendSample = async (of: PhoneFile['of']): Promise<void> => {
    const sample = await deeds.sample(of);
    if (sample) await sendNow({ kind: 'media', mediaId: sample.id, isVoice: of === 'voice' }, replyTo);
  };

  const send = async (): Promise<void> => {
    const words = text.trim();
    const before = { file, replyTo, editing };
    setText('');
    dropAll();
    const isDone =
      editing === null ? await deeds.send(toOutgoing(words, file), replyTo?.id) : await deeds.edit(editing.id, words);
    if (isDone) return;
    // What did not go out stands there again, unless something new has been typed.
    setText((typed) => (typed === '' ? words : typed));
    setFile(before.file);
    setReplyTo(before.replyTo);
    setEditing(before.editing);
  };
  useDroppedFiles(takeFiles);

  return (
    <ChatActionsProvider value={actions}>
      <section className={styles['screen']} aria-label={`Chat with ${number.name}`}>
        <header className={styles['header']}>
          <button type="button" className={styles['back']} aria-label="Back to chats" onClick={props.onLeave}>
            <ChevronLeft size={26} strokeWidth={1.75} aria-hidden />
          </button>
          <button
            type="button"
            className={styles['who']}
            aria-label={`About ${number.name}`}
            onClick={() => setSheet({ kind: 'info' })}
          >
            <NumberAvatar number={number} size={38} />
            <span className={styles['whoWords']}>
              <h2>{number.name}</h2>
              <span className={styles['state']} data-typing={isTyping || undefined}>
                {isTyping ? 'typing…' : number.display}
              </span>
            </span>
          </button>
          <button
            type="button"
            className={styles['back']}
            aria-label={`Call ${number.name}`}
            onClick={() => setSheet({ kind: 'call' })}
          >
            <Phone size={20} strokeWidth={1.75} aria-hidden />
          </button>
        </header>

        <div className={styles['scroll']} role="log" aria-label="Messages" tabIndex={-1}>
          <ol className={styles['bubbles']}>
            {rows.map(({ bubble, isNewDay, hasTail }) => (
              <Fragment key={bubble.id}>
                {isNewDay && (
                  <li className={styles['day']}>
                    <span>{formatDay(bubble.at, now)}</span>
                  </li>
                )}
                <Bubble bubble={bubble} hasTail={hasTail} />
              </Fragment>
            ))}
          </ol>
          {chat.bubbles.length === 0 && (
            <Openers
              chat={chat}
              onPick={(opener) => {
                setText(opener);
                field.current?.focus();
              }}
            />
          )}
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

        {chat.isBlocked ? (
          <div className={styles['blocked']}>
            <span>You blocked this business.</span>
            <button type="button" onClick={() => void deeds.consent({ isBlocked: false })}>
              Unblock
            </button>
          </div>
        ) : (
          <Composer
            company={number.name}
            field={field}
            text={text}
            onText={setText}
            replyTo={replyTo}
            editing={editing}
            file={file}
            onDrop={dropAll}
            onAttach={() => setSheet({ kind: 'attach' })}
            onFiles={takeFiles}
            onVoice={() => void sendSample('voice')}
            onLeave={props.onLeave}
            onSend={() => void send()}
          />
        )}

        {sheet && (
          <ChatSheet
            // A sheet that follows another one starts anew.
            key={sheet.kind}
            request={sheet}
            chat={chat}
            people={props.people}
            now={now}
            onClose={() => setSheet(null)}
            onSend={(message, answered) => void sendNow(message, answered)}
            onTap={({ bubble, card, action }, more) => void tap(bubble.id, { card, action, ...more })}
            onSample={(of) => void (of === 'voice' || of === 'sticker' ? sendSample(of) : take(deeds.sample(of)))}
            onFiles={takeFiles}
            onCatalog={() => setSheet({ kind: 'products', products: toCatalog(chat), replyTo: null })}
            onReact={(bubble, emoji) => void deeds.react(bubble.id, emoji)}
            onEdit={(bubble) => {
              setReplyTo(null);
              setFile(null);
              setEditing(bubble);
              setText(bubble.body.kind === 'text' ? bubble.body.text : bubble.text);
              field.current?.focus();
            }}
            onDelete={(bubble) => void deeds.revoke(bubble.id)}
            onHangUp={() => void deeds.call()}
            onConsent={(change) => void deeds.consent(change)}
          />
        )}
      </section>
    </ChatActionsProvider>
  );
}

function toOutgoing(words: string, file: PhoneFile | null): Outgoing {
  if (!file) return { kind: 'text', text: words };
  const caption = words === '' ? {} : { caption: words };
  return { kind: 'media', mediaId: file.id, isDocument: file.of === 'document', ...caption };
}

function toCatalog(chat: Chat): Extract<SheetRequest, { kind: 'products' }>['products'] {
  return {
    kind: 'products',
    label: 'Catalog',
    title: chat.number.name,
    sections: [{ title: '', products: chat.catalog }],
  };
}

function comeIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'end' });
}

function flash(id: string, tell: (words: string) => void): void {
  const item = document.getElementById(`message-${id}`);
  if (!item) return tell('That message is not in this chat any more');
  item.scrollIntoView({ block: 'center', behavior: 'smooth' });
  item.dataset['flash'] = '';
  item.addEventListener('animationend', () => delete item.dataset['flash'], { once: true });
}

function Openers(props: { chat: Chat; onPick: (text: string) => void }) {
  const { number } = props.chat;
  return (
    <div className={styles['openers']}>
      <NumberAvatar number={number} size={64} />
      <p>Nothing written yet. What you write here arrives in Parley as a message of this customer.</p>
      {openers[number.trade].map((text) => (
        <button key={text} type="button" onClick={() => props.onPick(text)}>
          {text}
        </button>
      ))}
    </div>
  );
}

import { ChevronDown, Reply } from 'lucide-react';
import { memo, type PointerEvent, useRef } from 'react';
import type { Bubble as BubbleData, Quote } from '../wire.ts';
import styles from './bubble.module.css';
import { CardActions } from './card-body.tsx';
import { Carousel } from './carousel.tsx';
import { useChatActions } from './chat-actions.ts';
import { isLoneEmoji } from './chat-rows.ts';
import { toPlain } from '#shared/whatsapp-format.ts';
import { MessageBody } from './message-body.tsx';
import { Ticks } from './ticks.tsx';
import { formatClock } from './times.ts';

const longPressMs = 450;

/** One message. `hasTail` marks the first of a group. */
export const Bubble = memo(function Bubble(props: { bubble: BubbleData; hasTail: boolean }) {
  const { bubble } = props;
  const { number, open, reply } = useChatActions();
  const press = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const { body } = bubble;
  if (body.kind === 'notice') {
    return (
      <li className={styles['notice']}>
        <span dir="auto">{body.text}</span>
      </li>
    );
  }
  const isBare = body.kind === 'sticker' || (body.kind === 'text' && bubble.quoted === null && isLoneEmoji(body.text));
  const showMenu = (): void => open({ kind: 'menu', bubble });
  const onPointerDown = (event: PointerEvent): void => {
    if (event.pointerType === 'touch') press.current = setTimeout(showMenu, longPressMs);
  };
  const endPress = (): void => clearTimeout(press.current);

  return (
    <li
      className={styles['item']}
      id={`message-${bubble.id}`}
      data-mine={bubble.isMine || undefined}
      data-tail={props.hasTail || undefined}
    >
      <div className={styles['line']}>
        <div
          className={styles['bubble']}
          data-kind={body.kind}
          data-bare={isBare || undefined}
          data-edited={bubble.isEdited || undefined}
          data-reacted={bubble.reaction !== null || undefined}
          onPointerDown={onPointerDown}
          onPointerUp={endPress}
          onPointerMove={endPress}
          onPointerCancel={endPress}
        >
          <span className="visually-hidden">{bubble.isMine ? 'You: ' : `${number.name}: `}</span>
          {bubble.quoted && <Quoted quote={bubble.quoted} company={number.name} />}
          <MessageBody bubble={bubble} meta={<Meta bubble={bubble} />} />
          {body.kind === 'card' && body.actions.length > 0 && (
            <CardActions bubble={bubble} actions={body.actions} cardIndex={null} />
          )}
          {bubble.reaction !== null && (
            <button type="button" className={styles['reaction']} onClick={showMenu}>
              <span className="visually-hidden">Reaction </span>
              {bubble.reaction}
            </button>
          )}
        </div>
        <span className={styles['tools']}>
          <button type="button" aria-label={`Reply to ${bubble.text.slice(0, 40)}`} onClick={() => reply(bubble)}>
            <Reply size={16} aria-hidden />
          </button>
          <button
            type="button"
            aria-haspopup="dialog"
            aria-label={`More about ${bubble.text.slice(0, 40)}`}
            onClick={showMenu}
          >
            <ChevronDown size={16} aria-hidden />
          </button>
        </span>
      </div>
      {body.kind === 'card' && body.cards.length > 0 && <Carousel bubble={bubble} cards={body.cards} />}
    </li>
  );
});

function Meta({ bubble }: { bubble: BubbleData }) {
  return (
    <span className={styles['meta']}>
      {bubble.isEdited && <span>Edited</span>}
      <time dir="ltr" dateTime={new Date(bubble.at).toISOString()}>
        {formatClock(bubble.at)}
      </time>
      {bubble.tick && <Ticks tick={bubble.tick} />}
    </span>
  );
}

/** The message that this one answers; a tap goes to it. */
function Quoted({ quote, company }: { quote: Quote; company: string }) {
  const { jump } = useChatActions();
  const name = quote.isMine ? 'You' : company;
  return (
    <button
      type="button"
      className={styles['quoted']}
      data-mine={quote.isMine || undefined}
      onClick={() => jump(quote.id)}
    >
      <span className={styles['quotedWords']}>
        <span className={styles['quotedName']}>
          <span className="visually-hidden">Answer to </span>
          {name}
        </span>
        <span className={styles['quotedText']} dir="auto">
          {toPlain(quote.text)}
        </span>
      </span>
      {quote.thumbnail !== null && <img src={quote.thumbnail} alt="" />}
    </button>
  );
}

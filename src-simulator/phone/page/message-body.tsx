import { Ban, CircleAlert, Globe, ListChecks, PhoneMissed, ShoppingCart } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Bubble } from '../wire.ts';
import type { Body } from '../wire-body.ts';
import { formatMoney } from './amounts.ts';
import { useChatActions } from './chat-actions.ts';
import { CardContent } from './card-body.tsx';
import { isLoneEmoji } from './chat-rows.ts';
import { ContactCards } from './contact-cards.tsx';
import { MapCard } from './map-card.tsx';
import { Document, Picture, Sticker, Video } from './media-bodies.tsx';
import styles from './message-body.module.css';
import { ProductPicture } from './product-tile.tsx';
import { RichText } from './rich-text.tsx';
import { VoicePlayer } from './voice-player.tsx';

/** What stands in a bubble, with the time and ticks (`meta`) where they belong for that kind. */
export function MessageBody({ bubble, meta }: { bubble: Bubble; meta: ReactNode }) {
  const { body } = bubble;
  const { played } = useChatActions();
  switch (body.kind) {
    case 'text':
      return (
        <>
          {body.preview && (
            <a className={styles['preview']} href={body.preview.url} target="_blank" rel="noopener noreferrer">
              <Globe size={18} aria-hidden />
              <span>
                <strong>{body.preview.host}</strong>
                <small>{body.preview.path}</small>
              </span>
            </a>
          )}
          <Words text={body.text} meta={meta} />
        </>
      );
    case 'picture':
    case 'video': {
      const Media = body.kind === 'picture' ? Picture : Video;
      return (
        <div className={styles['media']}>
          <Media media={body.media} caption={body.caption} />
          {body.caption === '' ? (
            <span className={styles['over']}>{meta}</span>
          ) : (
            <Words text={body.caption} meta={meta} isInset />
          )}
        </div>
      );
    }
    case 'sticker':
      return (
        <div className={styles['sticker']}>
          <Sticker media={body.media} />
          <span className={styles['under']}>{meta}</span>
        </div>
      );
    case 'audio':
      return (
        <div className={styles['audio']}>
          <VoicePlayer
            media={body.media}
            isVoice={body.isVoice}
            sound={body.sound}
            onPlay={() => {
              if (!bubble.isMine && body.isVoice) played(bubble);
            }}
          />
          {meta}
        </div>
      );
    case 'document':
      return (
        <div className={styles['media']}>
          <Document media={body.media} />
          {body.caption === '' ? <Tail>{meta}</Tail> : <Words text={body.caption} meta={meta} isInset />}
        </div>
      );
    case 'location':
      return (
        <div className={styles['media']}>
          <MapCard place={body} />
          <Tail>{meta}</Tail>
        </div>
      );
    case 'contacts':
      return (
        <div className={styles['media']}>
          <ContactCards cards={body.cards} />
          <Tail>{meta}</Tail>
        </div>
      );
    case 'card':
      return (
        <div className={styles['media']}>
          <CardContent card={body} meta={<Tail>{meta}</Tail>} />
        </div>
      );
    case 'choice':
      return (
        <>
          <Words text={body.title} meta={body.description === '' ? meta : null} />
          {body.description !== '' && <Words text={body.description} meta={meta} isQuiet />}
        </>
      );
    default:
      return <Labelled body={body} isMine={bubble.isMine} meta={meta} />;
  }
}

/** Kinds that are a line with an icon, and perhaps a list below. */
function Labelled(props: {
  body: Extract<Body, { kind: 'form' | 'order' | 'call' | 'deleted' | 'unsupported' | 'notice' }>;
  isMine: boolean;
  meta: ReactNode;
}) {
  const { body, meta } = props;
  switch (body.kind) {
    case 'form':
      return (
        <div className={styles['media']}>
          <Label
            icon={<ListChecks size={20} aria-hidden />}
            title={body.title}
            detail={`${body.answers.length} answers`}
          />
          <dl className={styles['answers']}>
            {body.answers.map(({ label, value }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ))}
          </dl>
          <Tail>{meta}</Tail>
        </div>
      );
    case 'order': {
      const total = body.lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
      const count = body.lines.reduce((sum, { quantity }) => sum + quantity, 0);
      const first = body.lines[0];
      return (
        <div className={styles['media']}>
          <Label
            icon={
              first ? <ProductPicture product={first.product} size="small" /> : <ShoppingCart size={20} aria-hidden />
            }
            title={`${count} ${count === 1 ? 'item' : 'items'}`}
            detail={first ? `${formatMoney(total, first.product.currency)} (estimated total)` : 'Empty cart'}
          />
          <dl className={styles['answers']}>
            {body.lines.map(({ product, quantity }) => (
              <div key={product.id}>
                <dt>
                  {quantity} × {product.name}
                </dt>
                <dd>{formatMoney(product.price * quantity, product.currency)}</dd>
              </div>
            ))}
          </dl>
          {body.text === '' ? <Tail>{meta}</Tail> : <Words text={body.text} meta={meta} isInset />}
        </div>
      );
    }
    case 'call':
      return (
        <div className={styles['media']}>
          <Label icon={<PhoneMissed size={20} aria-hidden />} title={body.title} detail={body.detail} />
          <Tail>{meta}</Tail>
        </div>
      );
    case 'deleted':
      return (
        <div className={styles['deleted']}>
          <Ban size={15} aria-hidden />
          <Words text={props.isMine ? 'You deleted this message' : 'This message was deleted'} meta={meta} isQuiet />
        </div>
      );
    case 'unsupported':
      return (
        <div className={styles['media']}>
          <Label icon={<CircleAlert size={20} aria-hidden />} title={body.title} detail={body.detail} />
          <Tail>{meta}</Tail>
        </div>
      );
    case 'notice':
      return body.text;
  }
}

function Label(props: { icon: ReactNode; title: string; detail: string }) {
  return (
    <div className={styles['label']}>
      <span className={styles['labelIcon']}>{props.icon}</span>
      <span className={styles['labelWords']}>
        <strong dir="auto">{props.title}</strong>
        <span>{props.detail}</span>
      </span>
    </div>
  );
}

/** Time and ticks stand at the end of the last line, on the left when the text runs to the left. */
function Words(props: { text: string; meta: ReactNode; isInset?: boolean; isQuiet?: boolean }) {
  return (
    <div className={styles['body']} dir="auto" data-inset={props.isInset || undefined}>
      <div
        className={styles['text']}
        data-large={isLoneEmoji(props.text) || undefined}
        data-quiet={props.isQuiet || undefined}
        data-open={props.meta !== null || undefined}
      >
        <RichText text={props.text} />
      </div>
      {props.meta !== null && <span className={styles['meta']}>{props.meta}</span>}
    </div>
  );
}

/** Time and ticks on a line of their own. */
function Tail({ children }: { children: ReactNode }) {
  return <div className={styles['tail']}>{children}</div>;
}

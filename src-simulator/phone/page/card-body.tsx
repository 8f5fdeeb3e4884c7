import {
  ClipboardList,
  Copy,
  ExternalLink,
  List,
  MapPin,
  Phone,
  PhoneCall,
  Reply,
  ShoppingBag,
  Tag,
  UserRound,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Bubble } from '../wire.ts';
import type { Action, Card, Header, Offer } from '../wire-body.ts';
import { formatTimeLeft } from './amounts.ts';
import { useChatActions } from './chat-actions.ts';
import styles from './card-body.module.css';
import { MapCard } from './map-card.tsx';
import { Document, Picture, Video } from './media-bodies.tsx';
import { ProductPicture, ProductTile } from './product-tile.tsx';
import { RichText } from './rich-text.tsx';
import { useNow } from './use-now.ts';

/** More buttons than these stand behind *See all options*, as on a phone. */
const shownActions = 3;

/** Header, words and footer of an interactive message or a template. */
export function CardContent({ card, meta }: { card: Card; meta: ReactNode }) {
  return (
    <>
      {card.header && <CardHeader header={card.header} caption={card.text} />}
      {card.product && <ProductTile product={card.product} />}
      {card.offer && <OfferBox offer={card.offer} />}
      <div className={styles['words']} dir="auto">
        {card.text !== '' && (
          <div className={styles['text']}>
            <RichText text={card.text} />
          </div>
        )}
        {card.footer !== '' && <div className={styles['footer']}>{card.footer}</div>}
        {meta}
      </div>
    </>
  );
}

function CardHeader({ header, caption }: { header: Header; caption: string }) {
  switch (header.kind) {
    case 'text':
      return (
        <div className={styles['title']} dir="auto">
          {header.text}
        </div>
      );
    case 'picture':
      return <Picture media={header.media} caption={caption} />;
    case 'video':
      return <Video media={header.media} caption={caption} />;
    case 'document':
      return <Document media={header.media} />;
    case 'location':
      return <MapCard place={header} />;
    case 'products':
      return (
        <span className={styles['products']}>
          {header.products.map((product) => (
            <ProductPicture key={product.id} product={product} size="large" />
          ))}
        </span>
      );
  }
}

function OfferBox({ offer }: { offer: Offer }) {
  const { clockOffset } = useChatActions();
  const now = useNow(clockOffset);
  return (
    <div className={styles['offer']}>
      <span className={styles['offerIcon']}>
        <Tag size={18} aria-hidden />
      </span>
      <span className={styles['offerWords']}>
        <strong>{offer.text}</strong>
        {offer.endsAt !== null && (
          <span data-over={offer.endsAt <= now || undefined}>{`Offer ${formatTimeLeft(offer.endsAt, now)}`}</span>
        )}
        {offer.code !== null && <span>Code {offer.code}</span>}
      </span>
    </div>
  );
}

/** The buttons below a card. `cardIndex` is null for those of the message itself. */
export function CardActions(props: { bubble: Bubble; actions: readonly Action[]; cardIndex: number | null }) {
  const [isOpen, setIsOpen] = useState(false);
  const { actions } = props;
  const isFolded = !isOpen && actions.length > shownActions;
  return (
    <div className={styles['actions']}>
      {(isFolded ? actions.slice(0, shownActions - 1) : actions).map((action, index) => (
        <ActionButton
          // Buttons of one message may have the same words.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          bubble={props.bubble}
          action={action}
          place={{ card: props.cardIndex, action: index }}
        />
      ))}
      {isFolded && (
        <button type="button" className={styles['action']} onClick={() => setIsOpen(true)}>
          <List size={16} aria-hidden />
          See all options
        </button>
      )}
    </div>
  );
}

const icons = {
  reply: Reply,
  'quick-reply': Reply,
  list: List,
  url: ExternalLink,
  phone: Phone,
  copy: Copy,
  form: ClipboardList,
  location: MapPin,
  contact: UserRound,
  products: ShoppingBag,
  call: PhoneCall,
  'call-permission': PhoneCall,
} as const;

function ActionButton(props: { bubble: Bubble; action: Action; place: { card: number | null; action: number } }) {
  const { bubble, action, place } = props;
  const { open, tap, tell } = useChatActions();
  const Icon = icons[action.kind];
  const label = (
    <>
      <Icon size={16} aria-hidden />
      <span dir="auto">{action.label}</span>
    </>
  );
  if (action.kind === 'url') {
    return (
      <a
        className={styles['action']}
        href={/^https?:/i.test(action.url) ? action.url : undefined}
        target="_blank"
        rel="noopener noreferrer"
      >
        {label}
      </a>
    );
  }
  const at = { bubble, ...place };
  const press = (): void => {
    switch (action.kind) {
      case 'reply':
      case 'quick-reply':
      case 'contact':
        return tap(bubble, place);
      case 'list':
        return open({ kind: 'list', at, list: action });
      case 'form':
        return open({ kind: 'form', at, form: action });
      case 'products':
        return open({ kind: 'products', products: action, replyTo: bubble });
      case 'location':
        return open({ kind: 'place', replyTo: bubble });
      case 'call-permission':
        return open({ kind: 'permission', at });
      case 'call':
        return open({ kind: 'call' });
      case 'phone':
        return tell(`The phone would now dial ${action.phone}`);
      case 'copy':
        navigator.clipboard.writeText(action.code).then(
          () => tell(`Copied ${action.code}`),
          () => tell(`The code is ${action.code}`),
        );
    }
  };
  return (
    <button type="button" className={styles['action']} onClick={press}>
      {label}
    </button>
  );
}

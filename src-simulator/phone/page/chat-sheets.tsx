import type { Bubble, Chat, PhoneCustomer, PhoneFile } from '../wire.ts';
import type { Outgoing, Tap } from '../wire-body.ts';
import { AttachSheet } from './attach-sheet.tsx';
import { CallSheet, PermissionSheet } from './call-sheets.tsx';
import { type SheetRequest, type TapPlace, useChatActions } from './chat-actions.ts';
import { ContactSheet, ShareContactSheet } from './contact-sheets.tsx';
import { FormSheet } from './form-sheet.tsx';
import { InfoSheet } from './info-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';
import { MediaViewer } from './media-viewer.tsx';
import { MessageMenu } from './message-menu.tsx';
import { MapSheet, PlaceSheet } from './place-sheet.tsx';
import { ProductsSheet } from './products-sheet.tsx';

/** The sheet that was asked for. What it decides goes to `on…`; every one closes itself by that. */
export function ChatSheet(props: {
  request: SheetRequest;
  chat: Chat;
  people: readonly PhoneCustomer[];
  /** Epoch ms. */
  now: number;
  onSend: (message: Outgoing, replyTo: Bubble | null) => void;
  onTap: (at: TapPlace, more: Partial<Tap>) => void;
  onSample: (of: PhoneFile['of']) => void;
  onFiles: (files: FileList) => void;
  onCatalog: () => void;
  onReact: (bubble: Bubble, emoji: string) => void;
  onEdit: (bubble: Bubble) => void;
  onDelete: (bubble: Bubble) => void;
  onHangUp: () => void;
  onConsent: (change: { isBlocked?: boolean; isMarketingStopped?: boolean }) => void;
  onClose: () => void;
}) {
  const { request, onClose, onSend, onTap } = props;
  const { number, open, reply, tell } = useChatActions();
  const close = (act: () => void) => (): void => {
    onClose();
    act();
  };

  switch (request.kind) {
    case 'attach':
      return (
        <AttachSheet
          onClose={onClose}
          onSample={(of) => close(() => props.onSample(of))()}
          onFiles={(files) => close(() => props.onFiles(files))()}
          onPick={(what) => {
            if (what === 'location') open({ kind: 'place', replyTo: null });
            else if (what === 'contact') open({ kind: 'share-contact' });
            else if (what === 'products') props.onCatalog();
            else close(() => onSend({ kind: 'unsupported', of: 'poll' }, null))();
          }}
        />
      );
    case 'menu': {
      const { bubble } = request;
      return (
        <MessageMenu
          bubble={bubble}
          now={props.now}
          onClose={onClose}
          onReact={(emoji) => close(() => props.onReact(bubble, emoji))()}
          onReply={close(() => reply(bubble))}
          onEdit={close(() => props.onEdit(bubble))}
          onDelete={close(() => props.onDelete(bubble))}
          onCopy={close(() => {
            navigator.clipboard.writeText(bubble.text).then(
              () => tell('Copied'),
              () => tell('This browser does not let the page copy'),
            );
          })}
        />
      );
    }
    case 'place':
      return (
        <PlaceSheet
          onClose={onClose}
          onSend={({ latitude, longitude, name, address }) => {
            const words = { ...(name === '' ? {} : { name }), ...(address === '' ? {} : { address }) };
            close(() => onSend({ kind: 'location', latitude, longitude, ...words }, request.replyTo))();
          }}
        />
      );
    case 'share-contact':
      return (
        <ShareContactSheet
          people={props.people}
          onClose={onClose}
          onSend={(card) => close(() => onSend({ kind: 'contacts', cards: [card] }, null))()}
        />
      );
    case 'list':
      return (
        <ListSheet
          list={request.list}
          onClose={onClose}
          onSend={(rowId) => close(() => onTap(request.at, { rowId }))()}
        />
      );
    case 'form':
      return (
        <FormSheet
          form={request.form}
          company={number.name}
          onClose={onClose}
          onSend={(answers) => close(() => onTap(request.at, { answers }))()}
        />
      );
    case 'products':
      return (
        <ProductsSheet
          products={request.products}
          onClose={onClose}
          onOrder={(catalogId, lines) =>
            close(() => onSend({ kind: 'order', catalogId: catalogId || 'catalog', lines }, request.replyTo))()
          }
          onAsk={({ id, catalogId, name }) => {
            const product = { catalogId, productId: id };
            close(() => onSend({ kind: 'text', text: `Is “${name}” available?`, product }, null))();
          }}
        />
      );
    case 'permission':
      return (
        <PermissionSheet
          company={number.name}
          onClose={onClose}
          onAnswer={(isAccepted) => close(() => onTap(request.at, { isAccepted }))()}
        />
      );
    case 'call':
      return <CallSheet number={number} onClose={close(props.onHangUp)} />;
    case 'info':
      return <InfoSheet chat={props.chat} onConsent={props.onConsent} onCatalog={props.onCatalog} onClose={onClose} />;
    case 'contact':
      return <ContactSheet card={request.card} onClose={onClose} />;
    case 'map':
      return <MapSheet place={request.place} onClose={onClose} />;
    case 'viewer':
      return <MediaViewer {...request} onClose={onClose} />;
  }
}

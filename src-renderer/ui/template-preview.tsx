import { useMemo } from 'react';
import {
  Copy,
  ExternalLink,
  FileText,
  Image,
  List,
  MapPin,
  Phone,
  Reply,
  ShoppingBag,
  Timer,
  Video,
  type LucideIcon,
} from 'lucide-react';
import type { Account } from '#shared/account.ts';
import type { TemplateDefinition } from '#shared/template/definition.ts';
import {
  type PreviewButton,
  type PreviewCard,
  type PreviewHeader,
  previewTemplate,
  type TemplatePreview as Preview,
} from '#shared/template/preview.ts';
import type { TemplateValues } from '#shared/template/value.ts';
import { t } from '../i18n/i18n.ts';
import { formatFull } from './format-time.ts';
import { Name } from './user-text.tsx';
import { HeaderPicture } from './template-picture.tsx';
import { PreviewWords } from './template-words.tsx';
import styles from './template-preview.module.css';

interface TemplatePreviewProps {
  definition: TemplateDefinition;
  values: TemplateValues;
  from: Pick<Account, 'name' | 'displayPhoneNumber'>;
  /** How the customer’s phone is set; left out: like this desktop. */
  scheme?: 'light' | 'dark';
}

/** The message as it will stand on the customer's phone, filled as far as it is. */
export function TemplatePreview({ definition, values, from, scheme }: TemplatePreviewProps) {
  const preview = useMemo(() => previewTemplate(definition, values), [definition, values]);
  return (
    <div className={styles.device} data-theme={scheme}>
      <div className={styles.bar}>
        <Name text={from.name} className={styles.sender} />
        <span className={styles.number} dir="ltr">
          {from.displayPhoneNumber}
        </span>
      </div>
      <div
        className={styles.chat}
        dir={preview.direction}
        // It scrolls when it is long: the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={t('templates.preview')}
      >
        <Message preview={preview} />
        {preview.cards.length > 0 && (
          // It scrolls: the keyboard must reach it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className={styles.cards} tabIndex={0} role="group" aria-label={t('templates.cards')}>
            {preview.cards.map((card, index) => (
              // Cards never change places.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={index} className={styles.card}>
                <Parts {...card} />
                <Buttons buttons={card.buttons} />
              </div>
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

function Message({ preview }: { preview: Preview }) {
  const { header, body, footer, offer, buttons, shownButtons, asksToCall } = preview;
  return (
    <div className={styles.message}>
      <div className={styles.bubble}>
        {offer !== null && (
          <p className={styles.offer}>
            <Timer size={14} strokeWidth={1.75} aria-hidden="true" />
            <span>{offer.text}</span>
            {offer.ends !== null && <span className={styles.ends}>{formatFull(offer.ends)}</span>}
          </p>
        )}
        <Parts header={header} body={body} />
        {footer !== null && <p className={styles.footer}>{footer}</p>}
      </div>
      <Buttons buttons={buttons.slice(0, shownButtons)} />
      {buttons.length > shownButtons && (
        <span className={styles.button}>
          <List size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('templates.allOptions')}
        </span>
      )}
      {asksToCall && (
        <span className={styles.button}>
          <Phone size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('templates.asksToCall')}
        </span>
      )}
    </div>
  );
}

function Parts({ header, body }: Pick<PreviewCard, 'header' | 'body'>) {
  return (
    <>
      {header !== null && <Header header={header} />}
      {body !== null && (
        <div className={styles.body}>
          <PreviewWords {...body} />
        </div>
      )}
    </>
  );
}

const mediaIcons: Record<string, LucideIcon> = { image: Image, video: Video, document: FileText };

function Header({ header }: { header: PreviewHeader }) {
  switch (header.kind) {
    case 'text':
      return (
        <div className={styles.headline}>
          <PreviewWords {...header} />
        </div>
      );
    case 'media': {
      const { media, mediaKind } = header;
      const Icon = mediaIcons[mediaKind] ?? FileText;
      if (mediaKind === 'image' && media?.id !== undefined) return <HeaderPicture id={media.id} />;
      return (
        <div className={styles.media} data-given={media !== null}>
          <Icon size={26} strokeWidth={1.25} aria-hidden="true" />
          {media !== null && <Name text={media.filename ?? media.link ?? ''} className={styles.file} />}
        </div>
      );
    }
    case 'location':
      return (
        <div className={styles.media} data-given={header.place !== null}>
          <MapPin size={26} strokeWidth={1.25} aria-hidden="true" />
          {header.place !== null && <Name text={header.place.name ?? ''} className={styles.file} />}
        </div>
      );
    case 'product':
      return (
        <div className={styles.media} data-given={header.productId !== null}>
          <ShoppingBag size={26} strokeWidth={1.25} aria-hidden="true" />
          <Name text={header.productId ?? ''} className={styles.file} />
        </div>
      );
  }
}

const buttonIcons: Record<string, LucideIcon> = {
  url: ExternalLink,
  phone_number: Phone,
  voice_call: Phone,
  copy_code: Copy,
  otp: Copy,
  quick_reply: Reply,
  catalog: ShoppingBag,
  mpm: ShoppingBag,
  spm: ShoppingBag,
};

function Buttons({ buttons }: { buttons: readonly PreviewButton[] }) {
  return buttons.map(({ kind, text, value }, index) => {
    const Icon = buttonIcons[kind] ?? Reply;
    return (
      // Buttons never change places, and two may be alike.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={styles.button} title={value ?? undefined}>
        <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
        <span className={styles.buttonText}>{text}</span>
      </span>
    );
  });
}

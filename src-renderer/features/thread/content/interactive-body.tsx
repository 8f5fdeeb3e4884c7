import { List } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContentOf, Header } from '#shared/content.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { t } from '../../../i18n/i18n.ts';
import { Quote } from '../../../ui/user-text.tsx';
import { MediaView } from './media-view.tsx';
import { MessageText } from './message-text.tsx';
import { PlaceCard } from './place-card.tsx';
import { TapList } from './tap-list.tsx';
import { tapsOf, type Tap } from './taps.ts';
import { useChosen } from './use-chosen.ts';
import styles from './cards.module.css';

interface InteractiveProps {
  message: ThreadMessage;
  content: ContentOf<'interactive'>;
  onOpen: () => void;
  children: ReactNode;
}

/** Buttons, lists, links, flows and products as the customer saw them, and what they chose. */
export function InteractiveBody({ message, content, onOpen, children }: InteractiveProps) {
  const { header, body, footer } = content;
  const { opener, groups } = tapsOf(content);
  const isChosen = useChosen(message);
  return (
    <div className={styles.offer}>
      {header !== null && <HeaderView header={header} onOpen={onOpen} />}
      {body !== null && <MessageText text={body} />}
      {footer !== null && (
        <p className={styles.footer}>
          <Quote text={footer} />
        </p>
      )}
      {children}
      {opener !== null && (
        <p className={styles.opener}>
          <List size={15} strokeWidth={1.75} aria-hidden="true" />
          <Quote text={opener} />
        </p>
      )}
      {groups.map(({ title, taps }, index) => (
        // Sections of one message never change places.
        // oxlint-disable-next-line react/no-array-index-key
        <Group key={index} title={title} taps={taps} isChosen={isChosen} />
      ))}
      {groups.length === 0 && <p className={styles.footer}>{t('content.otherKind', { kind: content.kind })}</p>}
    </div>
  );
}

function Group(props: { title: string | null; taps: readonly Tap[]; isChosen: (tap: Tap) => boolean }) {
  return (
    <>
      {props.title !== null && (
        <p className={styles.section}>
          <Quote text={props.title} />
        </p>
      )}
      {props.taps.length > 0 && <TapList taps={props.taps} isChosen={props.isChosen} />}
    </>
  );
}

/** What stands above the text. */
export function HeaderView({ header, onOpen }: { header: Header; onOpen: () => void }) {
  switch (header.kind) {
    case 'text':
      return (
        <p className={styles.headline}>
          <Quote text={header.text} />
        </p>
      );
    case 'location':
      return <PlaceCard place={header} />;
    case 'media':
      return header.media === null ? (
        <p className={styles.footer}>{t('content.headerFile', { kind: t(`content.file.${header.mediaKind}`) })}</p>
      ) : (
        <MediaView kind={header.mediaKind} media={header.media} caption={null} onOpen={onOpen} />
      );
  }
}

import type { ReactNode } from 'react';
import type { ThreadMessage } from '#shared/inbox.ts';
import { Below } from './content/below.tsx';
import { AnswerBody } from './content/answer-body.tsx';
import { ContactCards } from './content/contact-cards.tsx';
import { InteractiveBody } from './content/interactive-body.tsx';
import { MediaView } from './content/media-view.tsx';
import { MessageText } from './content/message-text.tsx';
import { OrderCard } from './content/order-card.tsx';
import { PlaceCard } from './content/place-card.tsx';
import { TemplateBody } from './content/template-body.tsx';
import { UnsupportedCard } from './content/unsupported-card.tsx';
import styles from './message-body.module.css';

interface MessageBodyProps {
  message: ThreadMessage;
  /** Shows its picture or film large. */
  onOpen: () => void;
  /** Time and tick: they stand where the last line leaves room. */
  children?: ReactNode;
}

/** What a message says, as the customer sees it. Every kind has its own drawing; nothing of it is ever run. */
export function MessageBody({ message, onOpen, children }: MessageBodyProps) {
  const { content, mentions } = message;
  switch (content.type) {
    case 'text':
    case 'system':
      return (
        <MessageText text={content.text} mentions={mentions}>
          {children}
        </MessageText>
      );
    case 'media': {
      const { kind, media, caption, voice } = content;
      return (
        <>
          <MediaView kind={kind} media={media} voice={voice} caption={caption} onOpen={onOpen} />
          {caption === null || caption === '' ? (
            <Below>{children}</Below>
          ) : (
            <div className={styles.caption}>
              <MessageText text={caption}>{children}</MessageText>
            </div>
          )}
        </>
      );
    }
    case 'location':
      return (
        <>
          <PlaceCard place={content} />
          <Below>{children}</Below>
        </>
      );
    case 'contacts':
      return (
        <>
          <ContactCards content={content} />
          <Below>{children}</Below>
        </>
      );
    case 'interactive':
      return (
        <InteractiveBody message={message} content={content} onOpen={onOpen}>
          <Below>{children}</Below>
        </InteractiveBody>
      );
    case 'answer':
      return <AnswerBody content={content}>{children}</AnswerBody>;
    case 'template':
      return (
        <TemplateBody message={message} content={content} onOpen={onOpen}>
          <Below>{children}</Below>
        </TemplateBody>
      );
    case 'order':
      return <OrderCard content={content}>{children}</OrderCard>;
    case 'unsupported':
      return (
        <UnsupportedCard content={content}>
          <Below>{children}</Below>
        </UnsupportedCard>
      );
  }
}

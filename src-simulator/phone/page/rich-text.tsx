import { Fragment, type ReactNode, useState } from 'react';
import { cutText } from './chat-rows.ts';
import { type Block, formatText, type Inline } from '#shared/whatsapp-format.ts';
import styles from './rich-text.module.css';

/** Longer text is folded behind *Read more*. */
const foldedLength = 720;

/** Words with WhatsApp's formatting. */
export function RichText({ text }: { text: string }) {
  const [isUnfolded, setIsUnfolded] = useState(false);
  const cut = isUnfolded ? null : cutText(text, foldedLength);
  return (
    <>
      {formatText(cut ?? text).map((block, index) => (
        // Blocks have no identity but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={index}>{drawBlock(block)}</Fragment>
      ))}
      {cut !== null && (
        <button type="button" className={styles['more']} onClick={() => setIsUnfolded(true)}>
          Read more
        </button>
      )}
    </>
  );
}

function drawBlock(block: Block): ReactNode {
  switch (block.kind) {
    case 'lines':
      return drawInlines(block.children);
    case 'mono':
      return <code className={styles['mono']}>{block.text}</code>;
    case 'quote':
      return <q className={styles['quote']}>{drawInlines(block.children)}</q>;
    case 'bullets':
    case 'numbers':
      // No list elements: lists of a message are not lists of the page.
      return (
        <span className={styles['list']} data-kind={block.kind}>
          {block.items.map((item, index) => (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index}>{drawInlines(item)}</span>
          ))}
        </span>
      );
  }
}

function drawInlines(parts: readonly Inline[]): ReactNode {
  return parts.map((part, index) => (
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{drawInline(part)}</Fragment>
  ));
}

function drawInline(part: Inline): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return (
        <a href={part.url} target="_blank" rel="noopener noreferrer" className={styles['link']} dir="ltr">
          {part.text}
        </a>
      );
    case 'bold':
      return <strong>{drawInlines(part.children)}</strong>;
    case 'italic':
      return <em>{drawInlines(part.children)}</em>;
    case 'strike':
      return <s>{drawInlines(part.children)}</s>;
    case 'code':
      return <code className={styles['code']}>{drawInlines(part.children)}</code>;
  }
}

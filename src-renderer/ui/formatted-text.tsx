import { createContext, use, type ReactNode } from 'react';
import { formatText, type Block, type Inline } from '#shared/whatsapp-format.ts';
import styles from './formatted-text.module.css';

/** How plain words and links are drawn; as they are, and not followed, unless somebody says otherwise. */
interface Drawing {
  words: (text: string) => ReactNode;
  link: (text: string, url: string) => ReactNode;
}

const Drawing = createContext<Drawing>({
  words: (text) => text,
  link: (text) => <span className={styles.link}>{text}</span>,
});

interface FormattedTextProps {
  text: string;
  drawing?: Drawing;
  /** Stands behind the last word. */
  children?: ReactNode;
}

/** A text as the customer's phone draws it. */
export function FormattedText({ text, drawing, children }: FormattedTextProps) {
  const inherited = use(Drawing);
  return (
    <Drawing value={drawing ?? inherited}>
      <div className={styles.text} dir="auto">
        {formatText(text).map((block) => (
          <BlockView key={block.start} block={block} />
        ))}
        {children}
      </div>
    </Drawing>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'lines':
      return (
        <p>
          <Parts parts={block.children} />
        </p>
      );
    case 'mono':
      return <Mono text={block.text} />;
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <Parts parts={block.children} />
        </blockquote>
      );
    case 'bullets':
      return (
        <ul className={styles.list}>
          <Items block={block} />
        </ul>
      );
    case 'numbers':
      return (
        <ol className={styles.list} start={Number.parseInt(block.markers[0] ?? '1', 10)}>
          <Items block={block} />
        </ol>
      );
  }
}

function Items({ block }: { block: Extract<Block, { items: unknown }> }) {
  return block.items.map((item, index) => (
    // Items of one text never change places.
    // oxlint-disable-next-line react/no-array-index-key
    <li key={index}>
      <Parts parts={item} />
    </li>
  ));
}

function Parts({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part) => <Part key={part.at} part={part} />);
}

function Mono({ text }: { text: string }) {
  return <pre className={styles.mono}>{use(Drawing).words(text)}</pre>;
}

function Part({ part }: { part: Inline }) {
  const drawing = use(Drawing);
  switch (part.kind) {
    case 'text':
      return drawing.words(part.text);
    case 'link':
      return drawing.link(part.text, part.url);
    case 'bold':
      return (
        <strong>
          <Parts parts={part.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Parts parts={part.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Parts parts={part.children} />
        </s>
      );
    case 'code':
      return (
        <code className={styles.code}>
          <Parts parts={part.children} />
        </code>
      );
  }
}

import { Fragment, type ReactNode } from 'react';
import type { PreviewText, PreviewVariable } from '#shared/template/preview.ts';
import type { Block, Inline } from '#shared/whatsapp-format.ts';
import styles from './template-preview.module.css';

/** A text of a template as a phone shows it, with its marks read and its variables told apart from its words. */
export function PreviewWords({ blocks, variables }: Pick<PreviewText, 'blocks' | 'variables'>) {
  return blocks.map((block) => <PreviewBlock key={block.start} block={block} variables={variables} />);
}

function PreviewBlock({ block, variables }: { block: Block; variables: readonly PreviewVariable[] }) {
  const words = (parts: readonly Inline[]) => <Words parts={parts} variables={variables} />;
  switch (block.kind) {
    case 'mono':
      return <pre className={styles.mono}>{cut(block.text, block.at, variables)}</pre>;
    case 'quote':
      return <blockquote className={styles.quote}>{words(block.children)}</blockquote>;
    case 'bullets':
    case 'numbers': {
      const List = block.kind === 'bullets' ? 'ul' : 'ol';
      return (
        <List className={styles.listing}>
          {block.items.map((item) => (
            <li key={item[0]?.at ?? block.start}>{words(item)}</li>
          ))}
        </List>
      );
    }
    default:
      return <span className={styles.lines}>{words(block.children)}</span>;
  }
}

const tags = { bold: 'b', italic: 'i', strike: 's', code: 'code' } as const;

function Words({ parts, variables }: { parts: readonly Inline[]; variables: readonly PreviewVariable[] }) {
  return parts.map((part) => {
    if (part.kind === 'text') return <Fragment key={part.at}>{cut(part.text, part.at, variables)}</Fragment>;
    if (part.kind === 'link') {
      return (
        <span key={part.at} className={styles.link}>
          {cut(part.text, part.at, variables)}
        </span>
      );
    }
    const Tag = tags[part.kind];
    return (
      <Tag key={part.at}>
        <Words parts={part.children} variables={variables} />
      </Tag>
    );
  });
}

/** The text that begins at `at`, cut where variables begin and end. */
function cut(text: string, at: number, variables: readonly PreviewVariable[]): ReactNode[] {
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const { start, end, from: source } of variables) {
    const first = Math.max(start - at, from);
    const last = Math.min(end - at, text.length);
    if (first >= last) continue;
    if (first > from) pieces.push(text.slice(from, first));
    pieces.push(
      <span key={start} className={styles.variable} data-from={source}>
        {text.slice(first, last)}
      </span>,
    );
    from = last;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

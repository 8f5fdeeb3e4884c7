import { useState } from 'react';
import { FileQuestion } from 'lucide-react';
import { type Content, maxTextLength, previewOf } from '#shared/content.ts';
import { openExternal } from '../../entities/windows.ts';
import { t } from '../../i18n/i18n.ts';
import { linkify } from '../../ui/linkify.ts';
import { bodyStart, cappedMarks } from '../../ui/text-hygiene.ts';
import styles from './message-body.module.css';

/** What a message says, as text nodes only; other kinds by their label and text. What this version doesn't know says so. */
export function MessageBody({ content }: { content: Content }) {
  const [isWhole, setIsWhole] = useState(false);
  if (content.type === 'unsupported') {
    return (
      <span className={styles.unsupported}>
        <FileQuestion size={16} strokeWidth={1.5} aria-hidden="true" />
        {t('message.unsupported', { kind: content.kind })}
      </span>
    );
  }
  const text = content.type === 'text' ? content.text : previewOf(content, maxTextLength);
  const start = isWhole ? { text, cut: false } : bodyStart(text);
  return (
    <>
      {linkify(cappedMarks(start.text)).map((part, index) =>
        part.kind === 'text' ? (
          part.text
        ) : (
          <a
            // Parts of one body never change places.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            href={part.text}
            className={styles.link}
            onClick={(event) => {
              event.preventDefault();
              openExternal(part.text);
            }}
          >
            {part.text}
          </a>
        ),
      )}
      {start.cut && (
        <button type="button" className={styles.more} onClick={() => setIsWhole(true)}>
          {t('message.showAll')}
        </button>
      )}
    </>
  );
}

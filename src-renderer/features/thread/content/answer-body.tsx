import { CornerDownRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContentOf } from '#shared/content.ts';
import { t } from '../../../i18n/i18n.ts';
import { Quote } from '../../../ui/user-text.tsx';
import { Below } from './below.tsx';
import { MessageText } from './message-text.tsx';
import { toAnswerLines } from './answer-lines.ts';
import styles from './cards.module.css';

/** What the customer tapped or filled in. */
export function AnswerBody({ content, children }: { content: ContentOf<'answer'>; children: ReactNode }) {
  const { kind, title, description, data } = content;
  // Of a call's permission the title says all that a person needs.
  const lines = data === null || kind === 'call_permission' ? [] : toAnswerLines(data);
  return (
    <div className={styles.offer}>
      <p className={styles.kind}>
        <CornerDownRight size={12} strokeWidth={2} aria-hidden="true" />
        {kindText(kind)}
      </p>
      <MessageText text={title}>{lines.length === 0 && description === null ? children : null}</MessageText>
      {description !== null && (
        <p className={styles.line}>
          <Quote text={description} />
        </p>
      )}
      {lines.length > 0 && (
        <dl className={styles.form}>
          {lines.map(({ name, value }) => (
            <div key={name}>
              <dt>
                <Quote text={name} />
              </dt>
              <dd>
                <Quote text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {(lines.length > 0 || description !== null) && <Below>{children}</Below>}
    </div>
  );
}

function kindText(kind: string): string {
  switch (kind) {
    case 'button':
    case 'template_button':
      return t('content.pressed');
    case 'list':
      return t('content.picked');
    case 'call_permission':
      return t('content.permission');
    default:
      return t('content.filledIn');
  }
}

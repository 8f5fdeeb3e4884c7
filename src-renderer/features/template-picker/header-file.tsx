import { useState, type ComponentProps } from 'react';
import { Paperclip, X } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { OutgoingMedia } from '#shared/outgoing-media.ts';
import type { TemplateField } from '#shared/template/field.ts';
import { stageHeader } from '../../entities/attachments.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Name } from '../../ui/user-text.tsx';
import styles from './template-form.module.css';

interface HeaderFileProps extends Pick<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'> {
  field: Extract<TemplateField, { kind: 'media' }>;
  conversationId: ConversationId;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The file above a template's text: one of this computer, or one with a public address. */
export function HeaderFile({ field, conversationId, value, onChange, ...common }: HeaderFileProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = OutgoingMedia.safeParse(value).data;
  const choose = async () => {
    const answer = await stageHeader(conversationId, field);
    if (answer === null) return;
    setProblem('problem' in answer ? answer.problem : null);
    if (!('problem' in answer)) {
      onChange({ id: answer.mediaId, mimeType: answer.mimeType, filename: answer.filename });
    }
  };
  if (chosen?.id !== undefined) {
    return (
      <span className={styles.chosen}>
        <Paperclip size={16} strokeWidth={1.5} aria-hidden="true" />
        <Name text={chosen.filename ?? ''} className={styles.offerText} />
        <IconButton label={t('templates.otherFile')} icon={X} side="top" onClick={() => onChange('')} />
      </span>
    );
  }
  return (
    <span className={styles.group}>
      <span className={styles.line}>
        <Button icon={Paperclip} onClick={() => void choose()}>
          {t('templates.chooseFile')}
        </Button>
      </span>
      <input
        {...common}
        type="url"
        dir="ltr"
        className={styles.input}
        placeholder={t('templates.link')}
        onChange={(event) => onChange(event.target.value.trim() === '' ? '' : { link: event.target.value.trim() })}
      />
      {problem !== null && (
        <span className={styles.error} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

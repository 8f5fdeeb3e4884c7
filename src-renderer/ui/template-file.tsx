import { useState, type ComponentProps } from 'react';
import { Paperclip, X } from 'lucide-react';
import { OutgoingMedia } from '#shared/outgoing-media.ts';
import type { TemplateField } from '#shared/template/field.ts';
import type { LocalFile } from '#shared/upload.ts';
import { t } from '../i18n/i18n.ts';
import { Button, IconButton } from './button.tsx';
import { Name } from './user-text.tsx';
import styles from './template-field.module.css';

type MediaField = Extract<TemplateField, { kind: 'media' }>;
/** Asks for a file that the field takes; null when the person thought better of it. */
export type PickFile = (
  field: MediaField,
) => Promise<Pick<LocalFile, 'mediaId' | 'mimeType' | 'filename'> | { problem: string } | null>;

interface TemplateFileProps extends Pick<ComponentProps<'input'>, 'id' | 'aria-invalid' | 'aria-describedby'> {
  field: MediaField;
  pickFile: PickFile;
  value: unknown;
  onChange: (value: unknown) => void;
}

/** The file above a template's text: one of this computer, or one with a public address. */
export function TemplateFile({ field, pickFile, value, onChange, ...common }: TemplateFileProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const chosen = OutgoingMedia.safeParse(value).data;
  const choose = async () => {
    const answer = await pickFile(field);
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

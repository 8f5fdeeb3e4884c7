import { Mic, Pencil, Plus, SendHorizontal, X } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';
import type { Bubble, PhoneFile } from '../wire.ts';
import { fileKind, formatSize } from './amounts.ts';
import styles from './composer.module.css';
import { toPlain } from '#shared/whatsapp-format.ts';

/**
 * Writing as the customer. Enter sends, Shift+Enter breaks the line, Escape drops what is attached or quoted and then
 * leaves the chat.
 */
export function Composer(props: {
  company: string;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onText: (text: string) => void;
  replyTo: Bubble | null;
  editing: Bubble | null;
  file: PhoneFile | null;
  onDrop: () => void;
  onAttach: () => void;
  onFiles: (files: FileList) => void;
  onVoice: () => void;
  onLeave: () => void;
  onSend: () => void;
}) {
  const { field, replyTo, editing, file } = props;
  useEffect(() => {
    field.current?.focus();
  }, [field]);

  const hasSomething = props.text.trim() !== '' || file !== null;
  const send = (event: FormEvent | KeyboardEvent): void => {
    event.preventDefault();
    if (hasSomething) props.onSend();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) send(event);
    if (event.key !== 'Escape') return;
    if (replyTo ?? editing ?? file) props.onDrop();
    else props.onLeave();
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    props.onFiles(event.clipboardData.files);
  };

  return (
    <form className={styles['composer']} onSubmit={send}>
      {(replyTo ?? editing) && (
        <div className={styles['above']} data-mine={(replyTo ?? editing)?.isMine || undefined}>
          <span className={styles['aboveName']}>
            {editing ? (
              <>
                <Pencil size={13} aria-hidden /> Edit message
              </>
            ) : replyTo?.isMine ? (
              'You'
            ) : (
              props.company
            )}
          </span>
          <span className={styles['aboveText']} dir="auto">
            {toPlain((replyTo ?? editing)?.text ?? '')}
          </span>
          <button
            type="button"
            className={styles['drop']}
            aria-label={editing ? 'Do not edit it' : 'Do not reply to it'}
            onClick={props.onDrop}
          >
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
      {file && (
        <div className={styles['above']} data-file>
          {file.of === 'image' || file.of === 'sticker' ? (
            <img src={`./_phone/media/${encodeURIComponent(file.id)}`} alt="" />
          ) : (
            <span className={styles['fileKind']}>{fileKind(file.filename, file.mimeType)}</span>
          )}
          <span className={styles['fileWords']}>
            <bdi className={styles['aboveName']}>{file.filename ?? 'File'}</bdi>
            <span className={styles['aboveText']}>{formatSize(file.sizeBytes)}</span>
          </span>
          <button type="button" className={styles['drop']} aria-label="Do not send this file" onClick={props.onDrop}>
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
      <div className={styles['line']}>
        <button
          type="button"
          className={styles['tool']}
          aria-label="Attach"
          aria-haspopup="dialog"
          onClick={props.onAttach}
        >
          <Plus size={24} strokeWidth={1.75} aria-hidden />
        </button>
        <textarea
          ref={field}
          className={styles['field']}
          aria-label="Message"
          placeholder={file ? 'Add a caption' : 'Message'}
          rows={1}
          dir="auto"
          maxLength={65_536}
          value={props.text}
          onChange={(event) => props.onText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {hasSomething ? null : (
          <button type="button" className={styles['tool']} aria-label="Voice message" onClick={props.onVoice}>
            <Mic size={21} strokeWidth={1.75} aria-hidden />
          </button>
        )}
        <button type="submit" className={styles['send']} aria-label="Send" disabled={!hasSomething}>
          <SendHorizontal size={20} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
    </form>
  );
}

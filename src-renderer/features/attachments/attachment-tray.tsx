import { useEffect, type DragEvent, type KeyboardEvent } from 'react';
import { FileText, FileWarning, Music, Sticker, Video, X, Image as Picture, type LucideIcon } from 'lucide-react';
import type { MediaKind } from '#shared/content.ts';
import type { ConversationId, MediaId } from '#shared/ids.ts';
import {
  convertPicture,
  dropAttachment,
  loadAttachments,
  moveAttachment,
  sendAsDocument,
  type TroubledFile,
  useComing,
  useTroubled,
} from '../../entities/attachments.ts';
import { type DraftFile, kindOf, useFilesOf } from '../../entities/draft-files.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { Thumbnail } from './thumbnail.tsx';
import styles from './attachment-tray.module.css';

const icons: Record<MediaKind, LucideIcon> = {
  image: Picture,
  video: Video,
  audio: Music,
  document: FileText,
  sticker: Sticker,
};

/** The files that go with the next reply, in their order, and those that can't go as they are. */
export function AttachmentTray({ conversationId }: { conversationId: ConversationId }) {
  const files = useFilesOf(conversationId);
  const troubled = useTroubled(conversationId);
  const coming = useComing(conversationId);
  useEffect(() => {
    // Without them the reply goes out as text; they are still there at the next opening.
    void loadAttachments(conversationId).catch(() => undefined);
  }, [conversationId]);
  if (files.length + troubled.length + coming.length === 0) return null;
  return (
    <ul className={styles.tray} aria-label={t('attachments.label')}>
      {files.map((file, index) => (
        <Card
          key={file.mediaId}
          file={file}
          index={index}
          count={files.length}
          onMove={(from, to) => moveAttachment(conversationId, from, to)}
          onDrop={() => dropAttachment(conversationId, file.mediaId)}
        />
      ))}
      {troubled.map((file) => (
        <Trouble key={file.mediaId} file={file} />
      ))}
      {coming.map(({ key, filename, done }) => (
        <li key={key} className={styles.card} aria-busy="true">
          <span className={styles.icon} data-waiting="true" />
          <span className={styles.words}>
            <Name text={filename} className={styles.name} />
            <progress className={styles.progress} value={done} aria-label={t('attachments.reading')} />
          </span>
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  file: DraftFile;
  index: number;
  count: number;
  onMove: (from: number, to: number) => void;
  onDrop: () => void;
}

const dragType = 'application/x-parley-attachment';

/** Its place can be changed by dragging it, or with Alt and the arrow keys. */
function Card({ file, index, count, onMove, onDrop }: CardProps) {
  const kind = file.kind ?? kindOf(file.mime);
  const name = file.filename ?? t('composer.file');
  const canMove = count > 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    const isForward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -steps : steps;
    if (steps === 0 || !event.altKey || !canMove) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(index, Math.min(count - 1, Math.max(0, index + isForward)));
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(dragType, String(index));
    event.dataTransfer.effectAllowed = 'move';
  };
  const takesDrag = (event: DragEvent) => event.dataTransfer.types.includes(dragType);
  return (
    // By keyboard the same is done on its button.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.card}
      data-kind={kind}
      draggable={canMove}
      onDragStart={onDragStart}
      onDragOver={(event) => takesDrag(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!takesDrag(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onMove(Number(event.dataTransfer.getData(dragType)), index);
      }}
    >
      <Sight id={file.mediaId} kind={kind} name={name} />
      <span className={styles.words}>
        <Name text={name} className={styles.name} />
        <span className={styles.about}>
          {t(`attachments.kind.${kind}`)}
          {file.size !== undefined && ` · ${formatBytes(file.size)}`}
        </span>
      </span>
      <IconButton
        label={t('composer.dropFile', { name: visibleName(name) })}
        icon={X}
        side="top"
        onClick={onDrop}
        onKeyDown={onKeyDown}
        aria-keyshortcuts={canMove ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
      />
    </li>
  );
}

function Sight({ id, kind, name }: { id: MediaId; kind: MediaKind; name: string }) {
  const Icon = icons[kind];
  const icon = (
    <span className={styles.icon}>
      <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
    </span>
  );
  return kind === 'image' ? <Thumbnail id={id} name={visibleName(name)} instead={icon} /> : icon;
}

function Trouble({ file }: { file: TroubledFile }) {
  const { conversationId, mediaId, filename, size, problem, fixes, isBusy } = file;
  return (
    <li className={styles.card} data-trouble="true">
      <span className={styles.icon}>
        <FileWarning size={20} strokeWidth={1.5} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span className={styles.name}>
          <Name text={filename} /> <span className={styles.about}>{formatBytes(size)}</span>
        </span>
        <span className={styles.problem} role="alert">
          {problem !== null && inOurWords(problem)}
        </span>
        <span className={styles.fixes}>
          {fixes.includes('convert') && (
            <Button size="small" busy={isBusy} onClick={() => void convertPicture(file)}>
              {t('attachments.convert')}
            </Button>
          )}
          {fixes.includes('document') && (
            <Button size="small" kind="quiet" busy={isBusy} onClick={() => sendAsDocument(file)}>
              {t('attachments.asDocument')}
            </Button>
          )}
        </span>
      </span>
      <IconButton
        label={t('composer.dropFile', { name: visibleName(filename) })}
        icon={X}
        side="top"
        onClick={() => dropAttachment(conversationId, mediaId)}
      />
    </li>
  );
}

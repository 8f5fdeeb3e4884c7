import { useEffect, useRef, useState } from 'react';
import { FileText, Image as Picture, Music, Paperclip, Sticker, Video, X, type LucideIcon } from 'lucide-react';
import type { MediaKind } from '#shared/content.ts';
import type { QuickReply } from '#shared/library.ts';
import { forgetFile, stageForQuickReply } from '../../entities/attachments.ts';
import { useConnection } from '../../entities/connection.ts';
import { kindOf } from '../../entities/draft-files.ts';
import { mediaUrl, useMediaView } from '../../entities/media.ts';
import { t } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { visibleName } from '../../ui/text-hygiene.ts';
import { Name } from '../../ui/user-text.tsx';
import { putFile } from './editor-store.ts';
import styles from './quick-replies.module.css';

type File = NonNullable<QuickReply['media']>;

export interface FilePick {
  run: () => void;
  isBusy: boolean;
  problem: string | null;
}

/** Asks for a file and puts it into the quick reply that is written. One that came too late for it is left. */
export function useFilePick(): FilePick {
  const [state, setState] = useState<Omit<FilePick, 'run'>>({ isBusy: false, problem: null });
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const pick = async () => {
    setState({ isBusy: true, problem: null });
    const file = await stageForQuickReply();
    if (!isHere.current) {
      if (file !== null && 'mediaId' in file) forgetFile(file.mediaId);
      return;
    }
    const problem = file !== null && 'problem' in file ? file.problem : null;
    if (file !== null && !('problem' in file)) {
      putFile({ mediaId: file.mediaId, mime: file.mimeType, filename: file.filename });
    }
    setState({ isBusy: false, problem });
  };
  return { ...state, run: () => void pick() };
}

/** The file that goes with the text; without a network it is kept on this computer until it can go to the server. */
export function FilePart({ file, pick, isReadOnly }: { file: File | null; pick: FilePick; isReadOnly: boolean }) {
  const isOnline = useConnection((state) => state.connection?.backend.state === 'ok');
  if (file === null && isReadOnly) return null;
  const name = file?.filename ?? t('composer.file');
  return (
    <div className={styles.file} role="group" aria-label={t('quickReplies.file')}>
      {file !== null && (
        <>
          <Sight file={file} className={styles.sight} />
          <span className={styles.fileWords}>
            <Name text={name} className={styles.name} />
            <span className={styles.note}>{t(`attachments.kind.${kindOf(file.mime)}`)}</span>
          </span>
        </>
      )}
      {!isReadOnly && (
        <Button size="small" icon={Paperclip} busy={pick.isBusy} onClick={pick.run}>
          {t(file === null ? 'quickReplies.addFile' : 'quickReplies.otherFile')}
        </Button>
      )}
      {file !== null && !isReadOnly && (
        <IconButton
          label={t('composer.dropFile', { name: visibleName(name) })}
          icon={X}
          side="top"
          onClick={() => putFile(null)}
        />
      )}
      {file !== null && !isReadOnly && !isOnline && <p className={styles.note}>{t('quickReplies.fileOffline')}</p>}
      {pick.problem !== null && (
        <p className={styles.note} data-error="true" role="alert">
          {pick.problem}
        </p>
      )}
    </div>
  );
}

const icons: Record<MediaKind, LucideIcon> = {
  image: Picture,
  video: Video,
  audio: Music,
  document: FileText,
  sticker: Sticker,
};

/** The picture itself where it is one and can be had, else the sign of its kind. */
export function Sight({ file, className }: { file: File; className: string | undefined }) {
  const { mediaId: id, mime: mimeType, filename } = file;
  const view = useMediaView({ id, mimeType, filename, size: null, sha256: null, state: 'ready' }, true);
  const isPicture = view?.state === 'here' && view.shown === 'picture';
  const Icon = icons[kindOf(mimeType)];
  if (isPicture) return <img className={className} src={mediaUrl(id)} alt={visibleName(filename ?? '')} />;
  return (
    <span className={className} data-kind="icon">
      <Icon size={20} strokeWidth={1.5} aria-hidden="true" />
    </span>
  );
}

import { Download, File, FileArchive, FileSpreadsheet, FileText, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { Media } from '#shared/content.ts';
import { saveMedia } from '../../../entities/media.ts';
import { t } from '../../../i18n/i18n.ts';
import { IconButton } from '../../../ui/button.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { Name } from '../../../ui/user-text.tsx';
import { kindOfFile, type FileKind } from './file-kind.ts';
import styles from './document-card.module.css';

const icons: Record<FileKind, LucideIcon> = {
  pdf: FileText,
  text: FileText,
  sheet: FileSpreadsheet,
  slides: FileText,
  archive: FileArchive,
  program: TriangleAlert,
  picture: File,
  film: File,
  sound: File,
  other: File,
};

/** A file by name, kind and size. It is never opened here: it is saved, and the person opens it (S-27). */
export function DocumentCard({ media, note }: { media: Media; note?: string }) {
  const { kind, label } = kindOfFile(media.mimeType);
  const Icon = icons[kind];
  const name = media.filename ?? t('media.unnamed');
  return (
    <div className={styles.card} data-kind={kind} role="group" aria-label={t('media.document', { name })}>
      <Icon className={styles.icon} size={22} strokeWidth={1.5} aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.name}>
          <Name text={name} />
        </p>
        <p className={styles.facts}>
          {[label, media.size === null ? null : formatBytes(media.size), note].filter(Boolean).join(' · ')}
        </p>
        {kind === 'program' && <p className={styles.warning}>{t('media.program')}</p>}
      </div>
      <IconButton label={t('media.save', { name })} icon={Download} side="top" onClick={() => saveMedia(media)} />
    </div>
  );
}

import type { ReactNode } from 'react';
import { Paperclip } from 'lucide-react';
import type { ConversationId } from '#shared/ids.ts';
import { useCan } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { useFileDrop } from './use-file-drop.ts';
import { usePastedFiles } from './use-pasted-files.ts';
import styles from './drop-target.module.css';

/** The place where files can be dropped, and pasted while it is open: the whole conversation. */
export function DropTarget({
  conversationId,
  children,
}: {
  conversationId: ConversationId | null;
  children: ReactNode;
}) {
  const maySend = useCan('message.send');
  const target = maySend ? conversationId : null;
  const { isOver, handlers } = useFileDrop(target);
  usePastedFiles(target);
  return (
    <div className={styles.target} {...handlers}>
      {children}
      {isOver && (
        <div className={styles.over}>
          <Paperclip size={22} strokeWidth={1.5} aria-hidden="true" />
          <p>{t('attachments.dropHere')}</p>
        </div>
      )}
    </div>
  );
}

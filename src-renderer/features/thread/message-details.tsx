import type { ThreadMessage } from '#shared/inbox.ts';
import { useMessage } from '../../entities/messages.ts';
import { t } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatFull } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import { fileOf } from './message-acts.ts';
import { setOpenAt, useThreadUi } from './thread-ui.ts';
import { Timeline } from './timeline.tsx';
import { useAuthor } from './use-author.ts';
import styles from './message-details.module.css';

/** Everything that is known of one message. */
export function MessageDetails() {
  const open = useThreadUi((state) => (state.open?.what === 'details' ? state.open.messageId : null));
  const message = useMessage(open);
  const close = () => open !== null && setOpenAt(open, 'details', false);
  return (
    <Dialog open={message !== null} onClose={close} title={t('details.title')} width="narrow">
      {message !== null && <Details message={message} />}
    </Dialog>
  );
}

function Details({ message }: { message: ThreadMessage }) {
  const author = useAuthor(message);
  const { metaTimestamp, content, edits = [], deletedAt } = message;
  const file = fileOf(message);
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        <Fact name={t('details.from')}>
          <Name text={author.name} />
        </Fact>
        <Fact name={t('details.kind')}>{t(`details.content.${content.type}`)}</Fact>
        <Fact name={t('details.shownAt')}>{formatFull(message.at)}</Fact>
        {metaTimestamp !== null && <Fact name={t('details.metaTime')}>{formatFull(metaTimestamp * 1000)}</Fact>}
        {edits.length > 0 && <Fact name={t('details.edited')}>{formatFull(edits.at(-1)?.until ?? message.at)}</Fact>}
        {deletedAt !== undefined && <Fact name={t('details.deleted')}>{formatFull(deletedAt)}</Fact>}
        {file !== null && (
          <Fact name={t('details.file')}>
            {[file.mimeType, file.size === null ? '' : formatBytes(file.size)].filter(Boolean).join(' · ')}
          </Fact>
        )}
      </dl>
      {message.direction === 'outbound' ? (
        <Timeline message={message} />
      ) : (
        <dl className={styles.ids}>
          <Fact name={t('timeline.id')}>{message.id}</Fact>
          {message.wamid !== null && <Fact name={t('timeline.wamid')}>{message.wamid}</Fact>}
        </dl>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

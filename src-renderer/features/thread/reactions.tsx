import type { Reaction } from '#shared/message.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { react } from '../../entities/messages.ts';
import { useUsers } from '../../entities/directory.ts';
import { t } from '../../i18n/i18n.ts';
import { formatFull } from '../../ui/format-time.ts';
import styles from './reactions.module.css';

/** Chips below a message: one for the customer's emoji, one for the team's. A press on ours takes it away. */
export function Reactions({ message }: { message: ThreadMessage }) {
  const { reactions = [] } = message;
  const users = useUsers();
  if (reactions.length === 0) return null;
  const who = ({ by, userId }: Reaction): string => {
    if (by === 'customer') return t('message.customer');
    return users.find(({ id }) => id === userId)?.name ?? t('message.phoneApp');
  };
  return (
    <div className={styles.chips} data-ours={message.direction === 'outbound'}>
      {reactions.map((reaction) => {
        const label = t('reaction.by', { emoji: reaction.emoji, name: who(reaction) });
        return reaction.by === 'team' ? (
          <button
            key="team"
            type="button"
            className={styles.chip}
            data-by="team"
            aria-label={t('reaction.takeBack', { label })}
            title={`${label} · ${formatFull(reaction.at)}`}
            onClick={() => react(message, '')}
          >
            {reaction.emoji}
          </button>
        ) : (
          <span
            key="customer"
            className={styles.chip}
            role="img"
            aria-label={label}
            title={`${label} · ${formatFull(reaction.at)}`}
          >
            {reaction.emoji}
          </span>
        );
      })}
    </div>
  );
}

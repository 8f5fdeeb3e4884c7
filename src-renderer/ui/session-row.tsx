import type { Session } from '#shared/wire/users-routes.ts';
import { useNow } from '../entities/clock.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { formatAgo } from './format-ago.ts';
import { formatDay } from './format-time.ts';
import { Row } from './page.tsx';
import { Name } from './user-text.tsx';

/** One signed-in client of a person. */
export function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const now = useNow();
  return (
    <Row
      label={
        <>
          <Name text={session.clientName} /> {session.current && <Badge tone="info">{t('sessions.this')}</Badge>}
        </>
      }
      note={t('sessions.since', { day: formatDay(session.createdAt), ago: formatAgo(session.lastUsedAt, now) })}
    >
      {!session.current && (
        <Button size="small" aria-label={t('sessions.endNamed', { client: session.clientName })} onClick={onEnd}>
          {t('sessions.end')}
        </Button>
      )}
    </Row>
  );
}

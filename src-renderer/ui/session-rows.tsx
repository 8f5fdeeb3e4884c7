import { useState } from 'react';
import type { Session } from '#shared/wire/users-routes.ts';
import { useNow } from '../entities/clock.ts';
import { useAction } from '../entities/use-action.ts';
import { t } from '../i18n/i18n.ts';
import { Badge } from './badge.tsx';
import { Button } from './button.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { formatAgo } from './format-ago.ts';
import { formatDay } from './format-time.ts';
import { Row } from './page.tsx';
import { Name } from './user-text.tsx';

interface SessionRowsProps {
  sessions: readonly Session[];
  onEnd: (session: Session) => Promise<unknown>;
}

/** The signed-in clients of a person; each is ended after a word on what that means. */
export function SessionRows({ sessions, onEnd }: SessionRowsProps) {
  const [asked, setAsked] = useState<Session | null>(null);
  const end = useAction(async (session: Session) => {
    await onEnd(session);
    setAsked(null);
  });
  return (
    <>
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} onEnd={() => setAsked(session)} />
      ))}
      {asked !== null && (
        <ConfirmDialog
          open
          title={t('people.endTitle', { client: asked.clientName })}
          confirm={t('people.endConfirm')}
          busy={end.busy}
          error={end.error}
          onConfirm={() => void end.run(asked)}
          onCancel={() => setAsked(null)}
        >
          <p>{t('people.endText')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
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

import { useEffect, useMemo, useRef, useState } from 'react';
import { Copy, RotateCcw, Search } from 'lucide-react';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { Inspected, WebhookOutcome } from '#shared/wire/webhooks-routes.ts';
import { actAdmin } from '../../entities/admin.ts';
import { copyText } from '../../entities/clipboard.ts';
import { useCan } from '../../entities/directory.ts';
import { useAction } from '../../entities/use-action.ts';
import { t } from '../../i18n/i18n.ts';
import { inOurWords } from '../../i18n/sentences.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { describeError } from '../../ui/describe-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { formatFull } from '../../ui/format-time.ts';
import { Name } from '../../ui/user-text.tsx';
import { findIn, formatJson } from './find-in-json.ts';
import styles from './inspect-dialog.module.css';

interface InspectDialogProps {
  id: number;
  onOpen: (conversationId: ConversationId, messageId: MessageId | null) => void;
  onClose: () => void;
}

/** One body: what WhatsApp said, and what it became. Bodies are read when they are looked at, and not kept here. */
export function InspectDialog({ id, onOpen, onClose }: InspectDialogProps) {
  const mayReplay = useCan('webhook.replay');
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const [news, setNews] = useState<number | null>(null);
  const read = useAction(async () => setInspected(await actAdmin('inspectWebhook', { params: { id: String(id) } })));
  const replay = useAction(async () => {
    const answer = await actAdmin('replayWebhook', { params: { id: String(id) } });
    if (answer === null) return;
    setInspected(answer);
    setNews(answer.news);
  });
  const readOnce = useRef(read.run);
  useEffect(() => void readOnce.current(), []);
  const error = read.error ?? replay.error;
  return (
    <Dialog open onClose={onClose} title={t('webhookInspector.one', { id })} width="wide">
      <div className={styles.dialog}>
        {error !== null && <Banner tone="danger">{describeError(error)}</Banner>}
        {inspected !== null && (
          <>
            <header className={styles.head}>
              <Badge tone={inspected.webhook.state === 'dead' ? 'danger' : 'success'}>
                {t(`webhookInspector.state.${inspected.webhook.state}`)}
              </Badge>
              <span className={styles.about}>
                <bdi dir="ltr">{inspected.webhook.fields.join(', ')}</bdi> · {formatFull(inspected.webhook.receivedAt)}
              </span>
              <span role="status" className={styles.news}>
                {news !== null && t('webhookInspector.news', { count: news })}
              </span>
              {mayReplay && (
                <Button icon={RotateCcw} busy={replay.busy} onClick={() => void replay.run()}>
                  {t('webhookInspector.replay')}
                </Button>
              )}
            </header>
            {inspected.webhook.note !== null && (
              <Banner tone={inspected.webhook.state === 'dead' ? 'danger' : 'info'}>
                <Name text={inspected.webhook.note} />
              </Banner>
            )}
            <Outcomes
              outcomes={inspected.outcomes}
              onOpen={(...where) => {
                onClose();
                onOpen(...where);
              }}
            />
            <Body body={inspected.body} />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface OutcomesProps {
  outcomes: readonly WebhookOutcome[];
  onOpen: (conversationId: ConversationId, messageId: MessageId | null) => void;
}

function Outcomes({ outcomes, onOpen }: OutcomesProps) {
  return (
    <section aria-labelledby="webhook-outcomes">
      <h3 id="webhook-outcomes" className={styles.title}>
        {t('webhookInspector.became')}
      </h3>
      {outcomes.length === 0 ? (
        <p className={styles.about}>{t('webhookInspector.nothing')}</p>
      ) : (
        <ul className={styles.outcomes}>
          {outcomes.map(({ what, wamid, messageId, conversationId }, index) => (
            // A body may say the same thing twice.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index} className={styles.outcome}>
              <Name text={inOurWords(what)} className={styles.what} />
              {wamid !== null && (
                <bdi dir="ltr" className={styles.wamid}>
                  {wamid}
                </bdi>
              )}
              {conversationId !== null && (
                <Button size="small" kind="quiet" onClick={() => onOpen(conversationId, messageId)}>
                  {t('webhookInspector.show')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The body as JSON, with a search in it. */
function Body({ body }: { body: string | null }) {
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const text = useMemo(() => (body === null ? '' : formatJson(body)), [body]);
  const found = useMemo(() => findIn(text, wanted), [text, wanted]);
  const place = found.length === 0 ? 0 : at % found.length;
  if (body === null) return <p className={styles.about}>{t('webhookInspector.noBody')}</p>;
  return (
    <section aria-labelledby="webhook-body">
      <div className={styles.bodyHead}>
        <h3 id="webhook-body" className={styles.title}>
          {t('webhookInspector.said')}
        </h3>
        <div className={styles.field}>
          <Search size={14} strokeWidth={1.5} aria-hidden="true" />
          <input
            type="search"
            className={styles.input}
            aria-label={t('webhookInspector.search')}
            placeholder={t('webhookInspector.search')}
            value={wanted}
            onChange={(event) => {
              setWanted(event.target.value);
              setAt(0);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || found.length === 0) return;
              event.preventDefault();
              setAt((place + (event.shiftKey ? found.length - 1 : 1)) % found.length);
            }}
          />
        </div>
        <span role="status" className={styles.about}>
          {wanted !== '' &&
            t('webhookInspector.found', { place: found.length === 0 ? 0 : place + 1, all: found.length })}
        </span>
        <Button size="small" icon={Copy} onClick={() => copyText(text)}>
          {t('webhookInspector.copy')}
        </Button>
      </div>
      <pre
        className={styles.json}
        // It scrolls: the keyboard must reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {pieces(text, found, wanted.length).map(({ from, words, isFound }) =>
          isFound ? (
            <mark key={from} ref={from === found[place] ? bringIntoSight : null} data-current={from === found[place]}>
              {words}
            </mark>
          ) : (
            words
          ),
        )}
      </pre>
    </section>
  );
}

const bringIntoSight = (mark: HTMLElement | null): void => mark?.scrollIntoView({ block: 'center' });

function pieces(text: string, found: readonly number[], length: number) {
  const cut: { from: number; words: string; isFound: boolean }[] = [];
  let at = 0;
  for (const from of found) {
    if (from > at) cut.push({ from: at, words: text.slice(at, from), isFound: false });
    cut.push({ from, words: text.slice(from, from + length), isFound: true });
    at = from + length;
  }
  cut.push({ from: at, words: text.slice(at), isFound: false });
  return cut;
}

import type { AcceptedSend, EmittedStatus } from '../../engine/ledger.ts';
import { unknownObject } from '../graph-error.ts';
import type { GraphApp, GraphParts } from '../graph.ts';
import { toPage } from '../paging.ts';
import { readText } from '../parameters.ts';

type NodeRoute = { Params: { node: string }; Querystring: Record<string, unknown> };

/** Delivery states as Meta's message history words them; `played` has none. */
const words: Readonly<Record<string, string>> = { sent: 'SENT', delivered: 'DELIVERED', read: 'READ', failed: 'ERROR' };

/** `GET /{number}/message_history` and `/{history id}/events`: how messages fared, as far back as the ledger goes. */
export function registerMessageHistory(app: GraphApp, parts: GraphParts): void {
  const read = (): { sends: AcceptedSend[]; statuses: EmittedStatus[] } =>
    parts.ledger.read(0, Number.MAX_SAFE_INTEGER).records;

  app.get<NodeRoute>('/:node/message_history', async (request) => {
    const number = parts.nodes.getNumber(request.params.node, request.caller, 'get', 'whatsapp_business_management');
    const wanted = readText(request.query, 'message_id', { max: 300 });
    const { sends, statuses } = read();
    const entries = sends
      .filter((send) => send.phoneNumberId === number.id && (wanted === undefined || send.wamid === wanted))
      .map((send) => ({
        id: toHistoryId(send),
        message_id: send.wamid,
        events: { data: toEvents(parts, send, statuses) },
      }));
    return toPage(entries, request.query, `http://${request.host}${request.originalUrl}`);
  });

  app.get<NodeRoute>('/:node/events', async (request) => {
    const { sends, statuses } = read();
    const send = sends.find((one) => toHistoryId(one) === request.params.node);
    if (!send) throw unknownObject(request.params.node, 'get');
    parts.nodes.getNumber(send.phoneNumberId, request.caller, 'get', 'whatsapp_business_management');
    const events = toEvents(parts, send, statuses);
    return toPage(events, request.query, `http://${request.host}${request.originalUrl}`);
  });
}

function toHistoryId(send: AcceptedSend): string {
  return `7${String(send.seq).padStart(14, '0')}`;
}

function toEvents(parts: GraphParts, send: AcceptedSend, statuses: readonly EmittedStatus[]): object[] {
  const application = { id: parts.company.appId, name: parts.company.appName };
  const event = (seq: number, at: number, delivery_status: string, errorCode: number | null): object => ({
    id: `8${String(seq).padStart(14, '0')}`,
    delivery_status,
    occurrence_timestamp: Math.floor(at / 1000),
    status_timestamp: Math.floor(at / 1000),
    application,
    ...(errorCode === null ? {} : { error_description: `(#${errorCode})` }),
  });
  const later = statuses.flatMap(({ seq, at, wamid, status, errorCode }) => {
    const word = words[status];
    return wamid === send.wamid && word !== undefined ? [event(seq, at, word, errorCode)] : [];
  });
  return [event(send.seq, send.receivedAt, 'ACCEPTED', null), ...later];
}

import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { tickOf, type Message } from '#shared/message.ts';
import type { AcceptedSend, EmittedInbound } from '../../src-simulator/engine/ledger.ts';

// The verdict on a finished run: what the simulator saw, what the server has, what every desktop shows and what the
// agents know they did must be one story. Pure, so that the checker itself is tested.

/** A message that an agent's script wrote. `number` rises over all that its agent writes. */
export interface Written {
  agent: string;
  number: number;
  kind: 'reply' | 'note';
  conversationId: ConversationId;
  text: string;
  /** Set when the desktop acknowledged it: from then on it must not be lost. */
  messageId: MessageId | null;
  /** The agent took it back into the draft after a colleague's answer. */
  isTakenBack: boolean;
  /** It was refused once because a colleague had answered: its place in the order is a person's later decision. */
  wasRefused: boolean;
}

export interface ClientView {
  name: string;
  /** Every thread of this desktop, oldest message first. */
  threads: ReadonlyMap<ConversationId, readonly ThreadMessage[]>;
}

export interface Story {
  inbound: readonly EmittedInbound[];
  sends: readonly AcceptedSend[];
  server: readonly Message[];
  clients: readonly ClientView[];
  written: readonly Written[];
  /** How often a person said "send it again", by message; also what was perhaps said when the desktop died. */
  resends: ReadonlyMap<MessageId, number>;
  /** Which thread a customer's messages belong in, by `phoneNumberId/waId`. */
  threadOf: ReadonlyMap<string, ConversationId>;
}

export interface Findings {
  lost: string[];
  dup: string[];
  reordered: string[];
}

export function check(story: Story): Findings {
  return {
    lost: [...findLostInbound(story), ...findLostReplies(story)],
    dup: [...findDoubleSends(story), ...findDoubleMessages(story)],
    reordered: [...findReorderedLanes(story), ...findDifferentThreads(story)],
  };
}

/** Every message of a customer stands on the server and on every desktop, in the right thread. */
function findLostInbound({ inbound, server, clients, threadOf }: Story): string[] {
  const onServer = byWamid(server);
  const onClients = clients.map(({ name, threads }) => ({ name, shown: byWamid([...threads.values()].flat()) }));
  return inbound.flatMap(({ wamid, phoneNumberId, waId }) => {
    const thread = threadOf.get(`${phoneNumberId}/${waId}`);
    const stored = onServer.get(wamid);
    if (stored === undefined) return [`inbound ${wamid} of ${waId} is not on the server`];
    if (stored.conversationId !== thread) return [`inbound ${wamid} of ${waId} is filed in another thread`];
    return onClients
      .filter(({ shown }) => shown.get(wamid)?.conversationId !== thread)
      .map(({ name }) => `inbound ${wamid} of ${waId} is not shown to ${name}`);
  });
}

/** What was acknowledged is with the customer, or its author sees why not (ruling 71). */
function findLostReplies({ written, sends, server, clients }: Story): string[] {
  const accepted = new Set(sends.map((send) => send.bizOpaqueCallbackData));
  const onServer = new Map(server.map((message) => [message.id, message]));
  return written.flatMap(({ agent, kind, conversationId, messageId, text, isTakenBack }) => {
    if (messageId === null || isTakenBack) return [];
    const stored = onServer.get(messageId);
    if (stored === undefined) {
      const own = clients.find(({ name }) => name === agent)?.threads.get(conversationId) ?? [];
      const isInOutbox = own.some((message) => message.id === messageId && message.outbox !== null);
      return isInOutbox ? [] : [`${kind} "${text}" of ${agent} is nowhere`];
    }
    if (kind === 'note' || accepted.has(messageId)) return [];
    const tick = tickOf(stored);
    const isShown = tick === 'failed' || tick === 'held' || tick === 'uncertain';
    return isShown ? [] : [`reply "${text}" of ${agent} looks ${tick} but never reached WhatsApp`];
  });
}

/** WhatsApp got nothing twice, unless a person said so. */
function findDoubleSends({ sends, resends }: Story): string[] {
  const times = countBy(sends, (send) => send.bizOpaqueCallbackData ?? send.wamid);
  return [...times].flatMap(([id, count]) => {
    // Ids of other senders are not in the map.
    const allowed = 1 + (resends.get(id as MessageId) ?? 0);
    return count > allowed ? [`message ${id} was accepted ${count} times by WhatsApp`] : [];
  });
}

/** Nothing stands twice on the server or on a screen: not the same id, not the same wamid, not the same text. */
function findDoubleMessages({ server, clients }: Story): string[] {
  const places = [
    { name: 'the server', messages: server },
    ...clients.map(({ name, threads }) => ({ name, messages: [...threads.values()].flat() })),
  ];
  return places.flatMap(({ name, messages }) =>
    [
      ['id', (message: Message) => message.id],
      ['wamid', (message: Message) => message.wamid],
      ['text', (message: Message) => (message.content.type === 'text' ? message.content.text : null)],
    ].flatMap(([what, key]) =>
      [...countBy(messages, key as (message: Message) => string | null)]
        .filter(([, count]) => count > 1)
        .map(([value, count]) => `${what} ${value} stands ${count} times on ${name}`),
    ),
  );
}

/** What one agent wrote in one conversation reached WhatsApp in that order. */
function findReorderedLanes({ written, sends, resends }: Story): string[] {
  const firstSeq = new Map<string | null, number>();
  for (const { bizOpaqueCallbackData: id, seq } of sends) if (!firstSeq.has(id)) firstSeq.set(id, seq);
  const lanes = Map.groupBy(
    written.filter(({ kind, messageId, wasRefused }) => {
      return (
        kind === 'reply' && messageId !== null && !wasRefused && !resends.has(messageId) && firstSeq.has(messageId)
      );
    }),
    ({ agent, conversationId }) => `${agent} in ${conversationId}`,
  );
  return [...lanes].flatMap(([lane, messages]) => {
    const inOrder = messages.toSorted((a, b) => a.number - b.number);
    return inOrder.flatMap(({ messageId, text }, index) => {
      const before = inOrder[index - 1];
      const isLater = before === undefined || seqOf(before.messageId) < seqOf(messageId);
      return isLater ? [] : [`"${text}" of ${lane} overtook "${before.text}"`];
    });
  });

  function seqOf(id: string | null): number {
    return firstSeq.get(id) ?? 0;
  }
}

/** Everybody sees every thread in the server's order. */
function findDifferentThreads({ server, clients }: Story): string[] {
  const threads = Map.groupBy(server, (message) => message.conversationId);
  return [...threads].flatMap(([conversationId, messages]) => {
    const right = messages
      .toSorted((a, b) => a.at - b.at || a.seq - b.seq)
      .map((message) => message.id)
      .join();
    return clients.flatMap(({ name, threads: shown }) => {
      const theirs = (shown.get(conversationId) ?? [])
        .filter((message) => message.outbox === null)
        .map((message) => message.id)
        .join();
      return theirs === right ? [] : [`${name} sees ${conversationId} in another order than the server`];
    });
  });
}

function byWamid<M extends Message>(messages: readonly M[]): Map<string, M> {
  return new Map(messages.flatMap((message) => (message.wamid === null ? [] : [[message.wamid, message] as const])));
}

function countBy<T>(items: readonly T[], key: (item: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const value = key(item);
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

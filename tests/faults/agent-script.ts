import { AppError } from '#shared/error.ts';
import type { ConversationId, MessageId } from '#shared/ids.ts';
import type { ConversationRow, ThreadMessage } from '#shared/inbox.ts';
import type { Random } from '../../src-simulator/engine/random.ts';
import { sleep } from '../support/deadline.ts';
import { readThreads } from '../support/desktop-view.ts';
import { GoneError } from '../support/desktop.ts';
import type { Person } from '../support/team.ts';
import type { Written } from './check.ts';

// What an agent does all day, decided by a seed: answers, several messages in a row, notes, reading, taking
// conversations over; resends what is uncertain (ruling 71) and decides when a colleague was faster.

export interface AgentScript {
  readonly written: Written[];
  readonly resends: ReadonlyMap<MessageId, number>;
  /** Messages that were ever seen uncertain. */
  readonly uncertain: ReadonlySet<MessageId>;
  /** Errors that no agent should ever see. */
  readonly oddities: string[];
  /** No new messages; goes on deciding about uncertain and refused ones. */
  rest(): void;
  stop(): Promise<void>;
}

/** An uncertain message heals by itself when its status arrives; a person would wait that long before resending. */
const patienceMs = 4000;

export function runAgent(options: {
  person: Person;
  /** 0, 1, …: agents mostly keep to their own conversations, as in a real team. */
  index: number;
  agents: number;
  random: Random;
  /** Messages per second. */
  rate: number;
  /** Stands in every text; must never be found in a file. */
  canary: string;
}): AgentScript {
  const { person, random, canary } = options;
  const { api, name } = person.desktop;
  const written: Written[] = [];
  const resends = new Map<MessageId, number>();
  const uncertain = new Set<MessageId>();
  /** Uncertain now, with the moment it became so by our clock. */
  const waiting = new Map<MessageId, { conversationId: ConversationId; seenAt: number }>();
  /** Already resent, by message and the time it became uncertain: a late event must not count twice. */
  const decided = new Set<string>();
  const oddities: string[] = [];
  let isResting = false;
  const stopping = new AbortController();
  let number = 0;

  const look = (message: ThreadMessage): void => {
    if (message.origin.kind !== 'agent' || message.origin.userId !== person.userId) return;
    if (message.sendState?.state !== 'uncertain' || message.sendState.left) {
      waiting.delete(message.id);
      return;
    }
    if (decided.has(`${message.id}/${message.sendState.since}`)) return;
    uncertain.add(message.id);
    if (!waiting.has(message.id)) {
      waiting.set(message.id, { conversationId: message.conversationId, seenAt: performance.now() });
    }
  };
  const stopLooking = person.desktop.on('storeChange', ({ messages }) => messages.forEach(look));

  const write = async (kind: Written['kind'], conversationId: ConversationId): Promise<void> => {
    const entry: Written = {
      agent: name,
      number: ++number,
      kind,
      conversationId,
      text: `${kind} ${number} of ${name} ${canary}`,
      messageId: null,
      isTakenBack: false,
      wasRefused: false,
    };
    written.push(entry);
    if (kind === 'note') {
      entry.messageId = (await api.messages.addNote({ conversationId, text: entry.text })).id;
      return;
    }
    const { messages } = await api.messages.page({ conversationId, before: null, limit: 10 });
    const content = { type: 'text', text: entry.text } as const;
    const basedOn = messages.at(-1)?.id ?? null;
    entry.messageId = (await api.messages.send({ conversationId, content, replyTo: null, basedOn })).id;
  };

  const pickConversation = async (): Promise<ConversationRow | undefined> => {
    const { rows } = await api.conversations.list({
      view: 'all',
      sort: 'newest',
      chips: [],
      filter: '',
      accountId: null,
      after: null,
      limit: 100,
    });
    const mine = rows.filter(({ id }) => Number.parseInt(id.slice(-4), 16) % options.agents === options.index);
    const from = random.next() < 0.92 && mine.length > 0 ? mine : rows;
    return from[random.int(0, from.length - 1)];
  };

  const act = async (): Promise<void> => {
    const row = await pickConversation();
    if (row === undefined) return;
    const chance = random.next();
    if (chance < 0.8) await write('reply', row.id);
    else if (chance < 0.88) for (let left = 3; left > 0; left--) await write('reply', row.id);
    else if (chance < 0.92) await write('note', row.id);
    else if (chance < 0.97) {
      await api.conversations.markRead({ conversationId: row.id, inboundNo: row.inboundCount, seen: true });
    } else {
      const assigneeId = row.assigneeId === null ? (await api.directory.get()).me.id : null;
      await api.conversations.assign({ conversationId: row.id, assigneeId, expected: row.assigneeId });
    }
  };

  /** A person looks through the threads: what became uncertain while the desktop was dead was never announced to it. */
  const lookThrough = async (): Promise<void> => {
    if (!isResting || waiting.size > 0) return;
    for (const messages of (await readThreads(api)).values()) messages.forEach(look);
  };

  const resendUncertain = async (): Promise<void> => {
    for (const [messageId, { conversationId, seenAt }] of waiting) {
      if (performance.now() - seenAt < patienceMs) continue;
      const { messages } = await api.messages.page({ conversationId, before: null, limit: 200 });
      const message = messages.find((each) => each.id === messageId);
      if (message?.sendState?.state !== 'uncertain') {
        waiting.delete(messageId);
        continue;
      }
      decided.add(`${messageId}/${message.sendState.since}`);
      waiting.delete(messageId);
      // Counted before it is known to have worked: a desktop that dies now may have said it all the same.
      resends.set(messageId, (resends.get(messageId) ?? 0) + 1);
      await api.messages.resend({ conversationId, messageId });
    }
  };

  const decideRefused = async (): Promise<void> => {
    for (const item of await api.outbox.list()) {
      if (item.state !== 'rejected' || item.error?.code !== 'stale_reply' || item.conversationId === null) continue;
      const { messages } = await api.messages.page({ conversationId: item.conversationId, before: null, limit: 200 });
      const message = messages.find((each) => each.outbox?.mutationId === item.mutationId);
      const text = message?.content.type === 'text' ? message.content.text : null;
      const entry = written.find((each) => each.text === text);
      if (entry === undefined) continue;
      entry.wasRefused = true;
      if (random.next() < 0.7) {
        await api.messages.sendAnyway({ mutationId: item.mutationId });
      } else {
        entry.isTakenBack = true;
        await api.messages.takeBack({ mutationId: item.mutationId });
      }
    }
  };

  const tolerate = async (work: () => Promise<void>): Promise<void> => {
    try {
      if (person.desktop.isRunning()) await work();
    } catch (error) {
      // Killed while it worked: that is what the run is about. A conflict is an answer: somebody else was faster. And
      // a desktop that loads its cache again has no conversations until they have come.
      const isAnswer = error instanceof AppError && (error.code === 'conflict' || error.code === 'not_found');
      const isExpected = error instanceof GoneError || isAnswer;
      if (!isExpected) oddities.push(`${name}: ${String(error)}`);
    }
  };
  const loop = async (everyMs: () => number, work: () => Promise<void>): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(everyMs());
      await tolerate(work);
    }
  };
  const loops = [
    loop(
      () => (1000 / options.rate) * (0.5 + random.next()),
      () => (isResting ? Promise.resolve() : act()),
    ),
    loop(() => 1000, resendUncertain),
    loop(() => 2000, lookThrough),
    loop(() => 1000, decideRefused),
  ];

  return {
    written,
    resends,
    uncertain,
    oddities,
    rest() {
      isResting = true;
    },
    async stop() {
      stopping.abort();
      await Promise.all(loops);
      stopLooking();
    },
  };
}

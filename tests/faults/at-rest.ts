import type { ConversationId } from '#shared/ids.ts';
import type { ThreadMessage } from '#shared/inbox.ts';
import { furthestStep } from '#shared/delivery.ts';
import type { LedgerPage } from '../support/simulator.ts';
import type { Person, Team } from '../support/team.ts';
import { readServer, type ServerTruth } from '../support/server-truth.ts';
import { readConversations, readThreads } from '../support/desktop-view.ts';

/** Everything as it is when nothing moves any more. */
export interface Rest {
  ledger: LedgerPage;
  truth: ServerTruth;
  threads: Map<Person, Map<ConversationId, ThreadMessage[]>>;
}

/** What still moves, in words; empty when all is at rest. Only then, or with `isLast`, the desktops' threads are read. */
export async function lookForRest(
  team: Team,
  people: readonly Person[],
  isLast: boolean,
): Promise<{ moving: string[]; rest: Rest }> {
  const ledger = await team.simulator.ledger();
  const rest: Rest = { ledger, truth: await readServer(team.admin), threads: new Map() };
  const moving = [...movingWebhooks(ledger), ...unreadSends(ledger), ...movingMessages(rest.truth, ledger)];
  for (const person of people) moving.push(...(await movingOutbox(person)));
  if (moving.length > 0 && !isLast) return { moving, rest };
  for (const person of people) {
    rest.threads.set(person, await readThreads(person.desktop.api));
    moving.push(...(await behindServer(person, rest)));
  }
  return { moving, rest };
}

function movingWebhooks({ queues }: LedgerPage): string[] {
  return Object.entries(queues).flatMap(([url, { waiting, dropped, abandoned }]) => [
    ...(waiting > 0 ? [`${waiting} webhooks wait for ${url}`] : []),
    ...(dropped + abandoned > 0 ? [`${dropped + abandoned} webhooks were given up for ${url}`] : []),
  ]);
}

function unreadSends({ sends, statuses }: LedgerPage): string[] {
  const read = new Set(statuses.filter(({ status }) => status === 'read').map(({ wamid }) => wamid));
  const left = sends.filter(({ wamid }) => !read.has(wamid)).length;
  return left > 0 ? [`${left} messages are on their way to being read`] : [];
}

function movingMessages({ messages }: ServerTruth, { sends }: LedgerPage): string[] {
  const accepted = new Set(sends.map(({ bizOpaqueCallbackData }) => bizOpaqueCallbackData));
  return messages.flatMap(({ id, sendState, delivery }) => {
    if (sendState === null) return [];
    if (sendState.state === 'queued' || sendState.state === 'sending') return [`message ${id} is ${sendState.state}`];
    // Delivered proof outranks the doubt: a status has bound it.
    if (accepted.has(id))
      return furthestStep(delivery) === 'read' ? [] : [`message ${id} does not show that it was read`];
    return sendState.state === 'uncertain' && !sendState.left ? [`message ${id} is uncertain`] : [];
  });
}

async function movingOutbox({ desktop }: Person): Promise<string[]> {
  const items = await desktop.api.outbox.list();
  return items
    .filter(({ state, error }) => state === 'pending' || error?.code === 'stale_reply')
    .map(({ type, state }) => `${type} is ${state} in the outbox of ${desktop.name}`);
}

/** The desktop shows every message and conversation in exactly the server's version. */
async function behindServer(person: Person, { truth, threads }: Rest): Promise<string[]> {
  const { name, api } = person.desktop;
  const shown = new Map(
    [...(threads.get(person)?.values() ?? [])].flat().map((message) => [message.id, message.version]),
  );
  const rows = new Map((await readConversations(api)).map((row) => [row.id, row.version]));
  const messages = truth.messages.filter(({ id, version }) => shown.get(id) !== version).length;
  const conversations = truth.conversations.filter(({ id, version }) => rows.get(id) !== version).length;
  return [
    ...(messages > 0 ? [`${name} is behind in ${messages} messages`] : []),
    ...(conversations > 0 ? [`${name} is behind in ${conversations} conversations`] : []),
  ];
}

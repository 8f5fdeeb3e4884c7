import type { BusinessNumber, Company } from '../company/company.ts';
import { type Line, listScripts, toLines } from '../dialogues/dialogue.ts';
import { listPersonas, type Persona } from '../dialogues/persona.ts';
import type { Clock } from '../engine/clock.ts';
import type { Random } from '../engine/random.ts';
import type { Inbound } from '../threads/inbound.ts';
import type { Outbound } from '../threads/outbound.ts';
import type { PhoneMessage, Thread, Threads } from '../threads/threads.ts';
import type { Subscriptions } from '../webhooks/subscriptions.ts';
import type { Customer, Directory } from './directory.ts';
import type { PersonaPlayer } from './persona-player.ts';
import type { Presence } from './presence.ts';
import { nudges, thanks } from './small-talk.ts';

/** Customers who write by themselves and react to answers. */
export interface Live {
  /** `everyMs`: mean gap between two conversations that begin. */
  start(everyMs: number): void;
  stop(): void;
  state(): { on: boolean; everyMs: number; conversations: number };
}

/** A conversation that a customer is in. */
interface Talk {
  thread: Thread;
  lines: Line[];
  /** Of the next thing the customer says. */
  position: number;
  /** Takes back what the customer is about to do. */
  cancel: () => void;
  hasNudged: boolean;
}

/** They stay who they are: other programs' examples name them. */
const exampleRecipients: readonly string[] = ['1234567890', '919876543220'];

export const defaultEveryMs = 15_000;
const firstMs = 1500;
const noSubscriberMs = 1000;
/** So many conversations wait for an answer before no more begin: an agent is to be kept busy, not buried. */
const mostUnanswered = 8;
const nudgeMs = 4 * 60_000;
const giveUpMs = 20 * 60_000;

export function createLive(parts: {
  clock: Clock;
  random: Random;
  company: Company;
  directory: Directory;
  presence: Presence;
  player: PersonaPlayer;
  subscriptions: Subscriptions;
  threads: Threads;
  inbound: Inbound;
  outbound: Outbound;
}): Live {
  const { clock, random, threads, inbound, outbound, player } = parts;
  const talks = new Map<Thread, Talk>();
  /** Words of thanks, after which the customer says no more. */
  const thanked = new WeakSet<PhoneMessage>();
  const numbers = parts.company.wabas.flatMap((waba) => waba.numbers);
  let everyMs = defaultEveryMs;
  let isOn = false;
  let cancelNext = (): void => undefined;

  const between = (min: number, max: number): number => min + random.next() * (max - min);
  const typingMs = (text: string): number => Math.min(9000, 900 + text.length * between(28, 55));

  const planNext = (delayMs: number): void => {
    cancelNext = clock.after(delayMs, () => {
      const hasSubscriber = parts.company.wabas.some(
        (waba) => parts.subscriptions.urlsOf(waba.id, 'messages').length > 0,
      );
      if (!hasSubscriber) return planNext(noSubscriberMs);
      begin();
      planNext(everyMs * between(0.5, 1.5));
    });
  };

  const begin = (): void => {
    if (talks.size + player.pressing() >= mostUnanswered) return;
    const free = parts.directory
      .named()
      .flatMap((customer) => numbers.map((number) => [number, customer] as const))
      .filter(([number, customer]) => isFree(number, customer));
    const choice = free[random.int(0, free.length - 1)];
    if (!choice) return;
    const [number, customer] = choice;
    const persona = pickPersona(number, customer);
    if (persona) {
      player.play(number, customer, persona);
      return;
    }
    const talk: Talk = {
      thread: threads.open(number, customer),
      lines: toLines(random.pick(listScripts(number.trade, customer.language)), customer.name, random),
      position: 0,
      cancel: () => undefined,
      hasNudged: false,
    };
    talks.set(talk.thread, talk);
    speak(talk);
  };

  /** Every third conversation is a story; those that change who somebody is are rare and not for everybody. */
  const pickPersona = (number: BusinessNumber, customer: Customer): Persona | undefined => {
    const isStory = random.next() < 1 / 3;
    const mayBeRare =
      random.next() < 0.15 && customer.waId === customer.key && !exampleRecipients.includes(customer.key);
    if (!isStory) return undefined;
    const found = listPersonas(number.trade, customer.language).filter(({ isRare }) => mayBeRare || isRare !== true);
    return found[random.int(0, found.length - 1)];
  };

  const isFree = (number: BusinessNumber, customer: Customer): boolean => {
    if (parts.presence.isPlayed(customer.waId)) return false;
    if (parts.subscriptions.urlsOf(number.wabaId, 'messages').length === 0) return false;
    const thread = threads.find(number, customer);
    return !thread || (!talks.has(thread) && !player.isPlaying(thread));
  };

  const say = (talk: Talk, text: string): void => {
    const { number, customer } = talk.thread;
    inbound.receive(number, customer, { type: 'text', content: { body: text } });
    outbound.open(talk.thread);
  };

  /** Says what the script holds up to the business's next turn, a line at a time. */
  const speak = (talk: Talk): void => {
    const line = talk.lines[talk.position];
    if (!line) {
      talks.delete(talk.thread);
      return;
    }
    if (!line.isCustomer) {
      wait(talk);
      return;
    }
    say(talk, line.text);
    talk.position++;
    const next = talk.lines[talk.position];
    if (next?.isCustomer) talk.cancel = clock.after(typingMs(next.text), () => speak(talk));
    else speak(talk);
  };

  /** Nobody answers: the customer asks once more, later they leave it. */
  const wait = (talk: Talk): void => {
    const patience = talk.hasNudged ? giveUpMs : nudgeMs * between(0.7, 1.6);
    talk.cancel = clock.after(patience, () => {
      if (talk.hasNudged || parts.presence.isPlayed(talk.thread.customer.waId)) {
        talks.delete(talk.thread);
        return;
      }
      talk.hasNudged = true;
      say(talk, random.pick(nudges[talk.thread.customer.language]));
      wait(talk);
    });
  };

  /** The business wrote: the customer looks, thinks, types. More answers in the meantime start that anew. */
  const hear = (thread: Thread): void => {
    const { customer } = thread;
    if (!isOn || player.isPlaying(thread) || parts.presence.isPlayed(customer.waId) || !customer.isNamed) return;
    const talk = talks.get(thread) ?? startSmallTalk(thread);
    if (!talk) return;
    talk.cancel();
    while (talk.lines[talk.position]?.isCustomer === false) talk.position++;
    const next = talk.lines[talk.position];
    talk.cancel = clock.after(between(1200, 3500), () => {
      outbound.open(thread);
      if (next) talk.cancel = clock.after(typingMs(next.text), () => speak(talk));
      else talks.delete(thread);
    });
  };

  /** An answer to something older: a word of thanks, but not to every word that follows it. */
  const startSmallTalk = (thread: Thread): Talk | null => {
    const last = thread.messages.findLast((message) => message.direction === 'inbound');
    const hasJustThanked = last !== undefined && thanked.has(last);
    if (hasJustThanked || random.next() < 0.25) return null;
    const text = random.pick(thanks[thread.customer.language]);
    const talk: Talk = {
      thread,
      lines: [{ isCustomer: true, text }],
      position: 0,
      cancel: () => undefined,
      hasNudged: true,
    };
    talks.set(thread, talk);
    return talk;
  };

  threads.onEvent((event) => {
    if (event.kind !== 'message') return;
    const { message, thread } = event;
    if (message.direction === 'outbound') {
      if (message.delivery === 'delivered') hear(thread);
    } else {
      const talk = talks.get(thread);
      if (talk && talk.lines.length === 1) thanked.add(message);
    }
  });

  return {
    start(wantedEveryMs) {
      everyMs = wantedEveryMs;
      cancelNext();
      isOn = true;
      planNext(Math.min(firstMs, everyMs));
    },
    stop() {
      isOn = false;
      cancelNext();
      for (const talk of talks.values()) talk.cancel();
      talks.clear();
      player.stop();
    },
    state: () => ({ on: isOn, everyMs, conversations: talks.size + player.pressing() }),
  };
}

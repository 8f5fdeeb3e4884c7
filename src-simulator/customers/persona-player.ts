import type { BusinessNumber } from '../company/company.ts';
import type { Persona, Step } from '../dialogues/persona.ts';
import type { Clock } from '../engine/clock.ts';
import { digits, type Random } from '../engine/random.ts';
import type { MediaStore } from '../media/media-store.ts';
import { getSample } from '../media/samples.ts';
import type { Inbound } from '../threads/inbound.ts';
import type { Outbound } from '../threads/outbound.ts';
import type { PhoneMessage, Thread, Threads } from '../threads/threads.ts';
import { compose } from './compose.ts';
import type { Consent } from './consent.ts';
import type { Customer } from './directory.ts';
import type { Identities } from './identity.ts';
import type { MessageKind } from './message-kinds.ts';
import type { Presence } from './presence.ts';

/** Lets people live through a persona's story. */
export interface PersonaPlayer {
  /** Begins at once. False when this chat is in a story already or too many are going on. */
  play(number: BusinessNumber, customer: Customer, persona: Persona): boolean;
  isPlaying(thread: Thread | undefined): boolean;
  /** Stories in which the customer is writing or waits for the business. */
  pressing(): number;
  stop(): void;
}

interface Story {
  thread: Thread;
  persona: Persona;
  position: number;
  isWaiting: boolean;
  /** Has something else to do before they read or write again. */
  isAway: boolean;
  /** Of the business, read or not. */
  lastHeard: PhoneMessage | null;
  lastSaid: PhoneMessage | null;
  /** The chance with which they read before the story, which decides itself when they read. */
  readRate: number;
  cancel: () => void;
}

/** Somebody who gets no answer for so long gives up. */
const patienceMs = 30 * 60_000;
const mostStories = 200;

export function createPersonaPlayer(parts: {
  clock: Clock;
  random: Random;
  threads: Threads;
  inbound: Inbound;
  outbound: Outbound;
  media: MediaStore;
  consent: Consent;
  identities: Identities;
  presence: Presence;
}): PersonaPlayer {
  const { clock, random, threads, inbound, outbound, identities } = parts;
  const stories = new Map<Thread, Story>();

  const end = (story: Story): void => {
    story.cancel();
    story.thread.customer.readRate = story.readRate;
    stories.delete(story.thread);
  };

  const act = (story: Story, deed: MessageKind): void => {
    const { number, customer } = story.thread;
    const message = compose({ ...parts, now: clock.now() }, number, customer, deed);
    if (message) story.lastSaid = inbound.receive(number, customer, message);
  };

  /** Does one step; returns how long the customer then takes before the next, ms. */
  const perform = (story: Story, step: Step): number => {
    const { number, customer } = story.thread;
    if (typeof step === 'string') {
      act(story, { kind: 'text', text: step });
      return typingMs(step);
    }
    if ('act' in step) {
      const { sample } = step;
      const file = sample && parts.media.add({ ...getSample(sample), uploadedBy: null, receivedBy: number.id });
      act(story, file ? withFile(step.act, file.id) : step.act);
      return 4000;
    }
    if ('react' in step) {
      if (story.lastHeard) act(story, { kind: 'reaction', messageId: story.lastHeard.wamid, emoji: step.react });
      return 2000;
    }
    if ('quote' in step) {
      const quoted = story.lastHeard ? { replyTo: story.lastHeard.wamid } : {};
      act(story, { kind: 'text', text: step.quote, ...quoted });
      return typingMs(step.quote);
    }
    if ('tap' in step) {
      tapOrSay(story, step.tap);
      return 2000;
    }
    if ('edit' in step) {
      if (story.lastSaid) act(story, { kind: 'edit', messageId: story.lastSaid.wamid, text: step.edit });
      return 4000;
    }
    if ('passMs' in step) {
      story.isAway = true;
      return step.passMs;
    }
    if ('deed' in step) {
      switch (step.deed) {
        case 'block':
          parts.consent.setBlocked(number, customer, true);
          break;
        case 'stop marketing':
          identities.prefer(number, customer, 'stop');
          break;
        case 'revoke last':
          if (story.lastSaid) act(story, { kind: 'revoke', messageId: story.lastSaid.wamid });
          break;
        case 'take a new number':
          // The number of somebody else is not free; then they keep theirs.
          identities.move(customer, `${customer.waId.slice(0, -4)}${random.text(4, digits)}`, {
            toldBy: 'system',
            withPrevious: true,
          });
          break;
        case 'take a username':
          identities.setUsername(
            customer,
            `${customer.country.toLowerCase()}.${random.text(6, 'abcdefghijkmnpqrstuvwxyz')}`,
          );
          identities.setInContactBook(customer, false);
          break;
        case 'get a new phone':
          identities.changeKey(customer);
      }
      return 8000;
    }
    return 0;
  };

  const tapOrSay = (story: Story, words: string): void => {
    try {
      if (story.lastHeard) {
        return act(story, { kind: 'tap', messageId: story.lastHeard.wamid, card: null, action: 0 });
      }
    } catch {
      // Nothing to tap in what the business wrote.
    }
    act(story, { kind: 'text', text: words });
  };

  const goOn = (story: Story): void => {
    const step = story.persona.steps[story.position];
    story.isAway = false;
    // Who has the phone in their hands tells their own story.
    if (step === undefined || parts.presence.isPlayed(story.thread.customer.waId)) return end(story);
    if (typeof step === 'object' && 'await' in step) {
      story.isWaiting = true;
      story.cancel = clock.after(patienceMs, () => end(story));
      return;
    }
    story.position++;
    const afterMs = perform(story, step) * (0.7 + 0.6 * random.next());
    story.cancel = clock.after(afterMs, () => goOn(story));
  };

  const hear = (story: Story, message: PhoneMessage): void => {
    story.lastHeard = message;
    story.isAway = true;
    story.cancel();
    const readAfterMs = story.persona.readsAfterMs * (0.7 + 0.6 * random.next());
    story.cancel = clock.after(readAfterMs, () => {
      outbound.open(story.thread);
      story.isWaiting = false;
      story.position++;
      story.cancel = clock.after(3000, () => goOn(story));
    });
  };

  threads.onEvent((event) => {
    if (event.kind !== 'message' || event.message.direction !== 'outbound') return;
    const story = stories.get(event.thread);
    if (!story) return;
    if (story.isWaiting) hear(story, event.message);
    else story.lastHeard = event.message;
  });

  return {
    play(number, customer, persona) {
      const thread = threads.open(number, customer);
      if (stories.has(thread) || stories.size >= mostStories) return false;
      const story: Story = {
        thread,
        persona,
        position: 0,
        isWaiting: false,
        isAway: false,
        lastHeard: null,
        lastSaid: null,
        readRate: customer.readRate,
        cancel: () => undefined,
      };
      customer.readRate = 0;
      stories.set(thread, story);
      goOn(story);
      return true;
    },
    isPlaying: (thread) => thread !== undefined && stories.has(thread),
    pressing: () => [...stories.values()].filter(({ isAway }) => !isAway).length,
    stop() {
      for (const story of stories.values()) end(story);
    },
  };
}

function typingMs(text: string): number {
  return Math.min(9000, 1200 + text.length * 40);
}

/** The act with the very file that the story means. */
function withFile(act: MessageKind, mediaId: string): MessageKind {
  switch (act.kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'sticker':
    case 'document':
      return { ...act, mediaId };
    default:
      return act;
  }
}

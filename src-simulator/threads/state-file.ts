import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Consent } from '../customers/consent.ts';
import type { Customer, Directory } from '../customers/directory.ts';
import type { Nodes } from '../graph/nodes.ts';
import type { Threads } from './threads.ts';

/**
 * Chats and windows in a file, so that a demo goes on the next day where it stopped: a backend remembers which windows
 * are open, and WhatsApp must not have forgotten. What is on its way (statuses, webhooks) is not kept.
 */
export interface StateFile {
  /** Puts the chats of the file on the phones; a missing file is an empty one. Says on stderr when it can't be used. */
  load(): void;
  /** Saves soon; many changes are saved once. */
  touch(): void;
  /** Saves now what has changed, and no more after that. */
  close(): void;
}

const Message = z.object({
  wamid: z.string(),
  direction: z.enum(['inbound', 'outbound']),
  at: z.number(),
  type: z.string(),
  content: z.unknown(),
  replyTo: z.string().nullable(),
  delivery: z.enum(['accepted', 'sent', 'delivered', 'read', 'played', 'failed']),
  reaction: z.string().nullable(),
  isEdited: z.boolean().optional(),
  isRevoked: z.boolean().optional(),
});

const Person = z.object({
  key: z.string(),
  waId: z.string(),
  userId: z.string(),
  parentUserId: z.string().nullable(),
  username: z.string().nullable(),
  isInContactBook: z.boolean(),
  identityHash: z.string(),
});

const Refusal = z.object({
  phoneNumberId: z.string(),
  customerKey: z.string(),
  isOptedOut: z.boolean(),
  isBlocked: z.boolean(),
});

const State = z.object({
  version: z.literal(1),
  seed: z.string(),
  /** Who has another number or name than the seed gave them; files of older simulators have none. */
  people: z.array(Person).default([]),
  consent: z.array(Refusal).default([]),
  threads: z.array(
    z.object({
      phoneNumberId: z.string(),
      waId: z.string(),
      name: z.string(),
      // JSON has no infinity: null stands for "never wrote" and for "always open", which its owner sets anew.
      windowClosesAt: z.number().nullable(),
      messages: z.array(Message),
    }),
  ),
});

const keptMessages = 100;
const saveAfterMs = 2000;

export function createStateFile(
  path: string,
  seed: string,
  parts: { threads: Threads; directory: Directory; consent: Consent; nodes: Nodes },
): StateFile {
  let timer: NodeJS.Timeout | null = null;

  const save = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    const threads = [...parts.threads.all()].map((thread) => ({
      phoneNumberId: thread.number.id,
      waId: thread.customer.waId,
      name: thread.customer.name,
      windowClosesAt: thread.windowClosesAt,
      messages: thread.messages.slice(-keptMessages),
    }));
    // A crash while writing leaves the old file.
    const draft = `${path}.new`;
    mkdirSync(dirname(path), { recursive: true });
    const met = new Set([...parts.threads.all()].map(({ customer }) => customer));
    // Their other facts come from the seed.
    const people = [...met].map((customer) => Person.parse(customer));
    const state = { version: 1, seed, people, consent: parts.consent.list(), threads };
    writeFileSync(draft, JSON.stringify(state), { mode: 0o600 });
    renameSync(draft, path);
  };

  const trySave = (): void => {
    try {
      save();
    } catch (error) {
      console.error(`The chats could not be saved to ${path}:`, error instanceof Error ? error.message : error);
    }
  };

  return {
    load() {
      const state = readState(path);
      if (state === null) return;
      if (state.seed !== seed) {
        console.error(`${path} holds the chats of seed ${state.seed}; starting with empty phones`);
        return;
      }
      const byKey = new Map<string, Customer>();
      for (const { key, ...identity } of state.people) {
        const customer = parts.directory.meet(key, undefined);
        parts.directory.restore(customer, identity);
        byKey.set(key, customer);
      }
      for (const { phoneNumberId, customerKey, isOptedOut, isBlocked } of state.consent) {
        const number = parts.nodes.findNumber(phoneNumberId);
        const customer = byKey.get(customerKey) ?? parts.directory.find(customerKey);
        if (!number || !customer) continue;
        parts.consent.setOptedOut(number, customer, isOptedOut);
        parts.consent.setBlocked(number, customer, isBlocked);
      }
      for (const { phoneNumberId, waId, name, windowClosesAt, messages } of state.threads) {
        const number = parts.nodes.findNumber(phoneNumberId);
        if (!number) continue;
        const thread = parts.threads.open(number, parts.directory.meet(waId, name));
        thread.windowClosesAt = windowClosesAt;
        for (const message of messages) parts.threads.show(thread, message);
      }
    },
    touch() {
      timer ??= setTimeout(trySave, saveAfterMs).unref();
    },
    close() {
      if (timer) trySave();
    },
  };
}

function readState(path: string): z.output<typeof State> | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return null;
  }
  try {
    return State.parse(JSON.parse(text));
  } catch {
    console.error(`${path} is not a file of chats; starting with empty phones`);
    return null;
  }
}

import type { BusinessNumber } from '../company/company.ts';
import type { Customer } from '../customers/directory.ts';
import { type Line, listScripts, toLines } from '../dialogues/dialogue.ts';
import { createRandom, type Random, upperHex } from '../engine/random.ts';
import { toWamid } from '../engine/meta-ids.ts';

export interface PastMessage {
  wamid: string;
  isCustomer: boolean;
  text: string;
  /** Epoch ms. */
  at: number;
}

export interface PastThread {
  number: BusinessNumber;
  customer: Customer;
  /** By time. */
  messages: PastMessage[];
}

export interface HistoryRequest {
  numbers: readonly BusinessNumber[];
  customers: readonly Customer[];
  days: number;
  /** Mean over all their chats. */
  messagesPerCustomer: number;
  /** Epoch ms. */
  now: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
// Nothing older than five minutes notifies anybody; the past keeps well clear of that.
const newestAgo = 10 * minute;
/** A chat longer than this is not for reading, and may repeat itself. */
const wordyLength = 80;

/** How a customer's messages are spread over the numbers they know: one they use most. */
const shares = [0.52, 0.3, 0.18] as const;

/**
 * The past of a company: each customer in a few conversations with its numbers. Ids depend on seed, number, customer and
 * place in the chat only, so that telling the same past twice tells nothing new; times lie before `now`.
 */
export function planHistory(seed: string, request: HistoryRequest): PastThread[] {
  const threads: PastThread[] = [];
  for (const customer of request.customers) {
    const random = createRandom(seed, `history/${customer.waId}`);
    const numbers = random.shuffle(request.numbers);
    const wanted = request.messagesPerCustomer * (0.7 + 0.6 * random.next());
    const total = numbers.reduce((sum, _number, index) => sum + (shares[index] ?? 0.1), 0);
    for (const [index, number] of numbers.entries()) {
      const length = Math.round((wanted * (shares[index] ?? 0.1)) / total);
      const messages = planThread(seed, number, customer, length, request, random);
      if (messages.length > 0) threads.push({ number, customer, messages });
    }
  }
  return threads;
}

function planThread(
  seed: string,
  number: BusinessNumber,
  customer: Customer,
  length: number,
  request: HistoryRequest,
  random: Random,
): PastMessage[] {
  const dialogues = pickDialogues(number, customer, length, random);
  if (dialogues.length === 0) return [];
  // The recipients of the integration examples may be written to, so they have been in touch lately.
  const isExample = customer.waId === '1234567890' || customer.waId === '919876543220';
  const isRecent = isExample || random.next() < 0.4;
  const isWaiting = isRecent && random.next() < 0.5;

  const messages: PastMessage[] = [];
  const span = (request.days * day) / dialogues.length;
  for (const [position, lines] of dialogues.entries()) {
    const isLast = position === dialogues.length - 1;
    const said = isLast && isWaiting ? untilQuestion(lines) : lines;
    const gaps = said.map((line, index) => gapBefore(line, said[index - 1], random));
    const lasts = gaps.reduce((sum, gap) => sum + gap, 0);
    const oldest = request.now - request.days * day;
    let at: number;
    if (isLast && isRecent) {
      const latestEnd = isExample || isWaiting ? 5 * hour : 20 * hour;
      at = request.now - newestAgo - random.next() * latestEnd - lasts;
    } else {
      // Without a recent one the whole past is older than a day, so that some windows are closed.
      const end = Math.min(request.now - (isRecent ? 30 : 26) * hour, oldest + span * (position + 1));
      at = toDaytime(oldest + span * position + random.next() * 0.7 * span, end - lasts);
    }
    at = Math.max(at, (messages.at(-1)?.at ?? 0) + minute);
    for (const [index, line] of said.entries()) {
      at += gaps[index] ?? 0;
      messages.push({
        wamid: pastWamid(seed, number, customer, messages.length, line.isCustomer),
        isCustomer: line.isCustomer,
        text: line.text,
        // WhatsApp's times are whole seconds.
        at: Math.floor(at / 1000) * 1000,
      });
    }
  }
  return messages;
}

function pickDialogues(number: BusinessNumber, customer: Customer, length: number, random: Random): Line[][] {
  const scripts = listScripts(number.trade, customer.language);
  const dialogues: Line[][] = [];
  let count = 0;
  // A language with few dialogues gets shorter chats rather than the same words twice, unless a mass of them is wanted.
  const least = length > wordyLength ? length : 0;
  do {
    for (const script of random.shuffle(scripts)) {
      if (count >= length) break;
      dialogues.push(toLines(script, customer.name, random));
      count += script.length;
    }
  } while (count < least);
  return dialogues;
}

/** The dialogue cut after something the customer said and nobody has answered yet. */
function untilQuestion(lines: readonly Line[]): readonly Line[] {
  const answer = lines.findIndex((line) => !line.isCustomer);
  const second = lines.findIndex((line, index) => index > answer && line.isCustomer);
  if (answer < 0 || second < 0) return lines;
  const end = lines.findIndex((line, index) => index > second && !line.isCustomer);
  return end < 0 ? lines : lines.slice(0, end);
}

function gapBefore(line: Line, before: Line | undefined, random: Random): number {
  if (!before) return 0;
  if (before.isCustomer === line.isCustomer) return random.int(8, 70) * 1000;
  return line.isCustomer ? random.int(20, 600) * 1000 : random.int(40, 1500) * 1000;
}

/** Moves a moment of the night to the morning, unless that would be too late. */
function toDaytime(at: number, latest: number): number {
  const hourOfDay = new Date(at).getUTCHours();
  const moved = hourOfDay < 7 ? at + (7 - hourOfDay) * hour : hourOfDay > 20 ? at - (hourOfDay - 20) * hour : at;
  return Math.min(moved, latest);
}

function pastWamid(
  seed: string,
  number: BusinessNumber,
  customer: Customer,
  position: number,
  isCustomer: boolean,
): string {
  const random = createRandom(seed, `past/${number.id}/${customer.waId}/${position}`);
  return isCustomer
    ? toWamid(customer.waId, 0x12, random.text(20, upperHex))
    : toWamid(customer.waId, 0x11, random.text(18, upperHex));
}

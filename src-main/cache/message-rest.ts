import { noDelivery } from '#shared/delivery.ts';
import type { Message } from '#shared/message.ts';

// How the cache keeps what its columns don't say of a message: as JSON without the members that are what they mostly
// are. Rows are written and found by the page of the file, so their length is the speed of catching up and of searching.

/** The members that `rest` leaves out when they have these values. */
type Usual = Pick<Message, 'metaTimestamp' | 'replyTo' | 'origin' | 'inboundNo' | 'sendState' | 'delivery'>;
export type MessageRest = Omit<Message, 'id' | 'version' | 'conversationId' | 'seq' | 'at'>;

const usual: Omit<Usual, 'metaTimestamp'> = {
  replyTo: null,
  origin: { kind: 'customer' },
  inboundNo: null,
  sendState: null,
  delivery: noDelivery,
};
const usualTexts = new Map(Object.entries(usual).map(([name, value]) => [name, JSON.stringify(value)]));
const usualMembers = JSON.stringify(usual).slice(1, -1);

export function restOf({ conversationId: _in, seq: _seq, id: _id, version: _version, at, ...rest }: Message): string {
  const members = Object.entries(rest).filter(([name, value]) =>
    name === 'metaTimestamp' ? value !== toSecond(at) : usualTexts.get(name) !== JSON.stringify(value),
  );
  return JSON.stringify(Object.fromEntries(members));
}

/** All of it as members of a JSON object, joined without parsing. Of a member that stands twice, the last one counts. */
export const membersOf = (rest: string, at: number): string =>
  `"metaTimestamp":${toSecond(at)},${usualMembers},${rest.slice(1, -1)}`;

export function parseRest(rest: string, at: number): MessageRest {
  // Written by `restOf` from a message.
  const kept = JSON.parse(rest) as Omit<MessageRest, keyof Usual> & Partial<Usual>;
  return { metaTimestamp: toSecond(at), ...usual, ...kept };
}

/** Meta's seconds. */
const toSecond = (at: number): number => Math.floor(at / 1000);

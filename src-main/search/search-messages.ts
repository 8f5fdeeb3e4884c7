import { previewOf } from '#shared/content.ts';
import { textOfContent } from '#shared/content-text.ts';
import { matches, type FilterContext } from '#shared/filter/match.ts';
import { findFolded } from '#shared/fold-text.ts';
import type { ContactId, ConversationId, MessageId, UserId } from '#shared/ids.ts';
import type { ConversationRow } from '#shared/inbox.ts';
import { tickOf, type Message } from '#shared/message.ts';
import type { FoundMessage } from '#shared/search.ts';
import type { SearchQuery } from '#shared/search-query.ts';
import { asWritten, idToken } from '#shared/search-text.ts';
import type { Db, Param } from '../cache/database.ts';
import { conversationJson, parseRow } from '../cache/conversations.ts';
import { parseRest, type MessageRest } from '../cache/message-rest.ts';
import { customerLabel, labelOfAuthor, labelOfHas } from './message-labels.ts';
import { placesPerMs } from './search-schema.ts';

/** A query with its names looked up. `from`: null = anybody, of an empty one nothing is found. */
export interface MessageSearch {
  query: SearchQuery;
  /** Whole, as typed: it may be the id of a message. */
  wamid: string | null;
  from: { users: readonly UserId[]; customers: boolean; contacts: readonly string[] } | null;
  context: FilterContext;
}

/** Rows looked for at once after the first ones, and how many are looked at for one page when most of them don't fit. */
const chunk = 200;
const mostLookedAt = 8000;

/** The SQL that walks backwards in time. Exported for the test that asserts its plans. */
export function placesSql(hasMatch: boolean): string {
  const before = 'CAST(? AS INTEGER)';
  return hasMatch
    ? `SELECT rowid AS place FROM search_text
       WHERE search_text MATCH ? AND rowid < ${before} AND rowid >= ${before} ORDER BY rowid DESC LIMIT ?`
    : `SELECT place FROM search_place WHERE place < ${before} AND place >= ${before} ORDER BY place DESC LIMIT ?`;
}

const last = Number.MAX_SAFE_INTEGER;

/** A page of hits, newest first, and where to go on. */
export function searchMessages(
  db: Db,
  search: MessageSearch,
  after: number | null,
  limit: number,
): { hits: FoundMessage[]; next: number | null } {
  const { since, until } = search.query;
  const match = toMatch(search);
  const from = since === null ? 0 : since * placesPerMs;
  const fits = createFilter(db, search);
  const hits: FoundMessage[] = [];
  let before = Math.min(after ?? last, until === null ? last : until * placesPerMs);
  // Most of the time everything fits: one more than the page tells whether there is another.
  let wanted = limit + 1;
  for (let lookedAt = 0; lookedAt < mostLookedAt; lookedAt += wanted, wanted = chunk) {
    const params: Param[] = [...(match === null ? [] : [match]), before, from];
    const places = db.all<{ place: number }>(placesSql(match !== null), ...params, wanted);
    const lowest = places.at(-1)?.place ?? before;
    for (const stored of readPlaces(db, places, limit)) {
      before = stored.place;
      if (fits(stored)) hits.push(toHit(stored, search.query));
      if (hits.length === limit && before > lowest) return { hits, next: before };
    }
    if (places.length < wanted) return { hits, next: null };
    before = lowest;
    if (hits.length === limit) break;
  }
  return { hits, next: before };
}

interface Stored {
  place: number;
  id: MessageId;
  at: number;
  conversation_id: ConversationId;
  contact_id: ContactId;
  label: string;
  rest: string;
}

/** The messages at these places with their conversations, in the same order. Exported for the test of its plan. */
export const readSql = `SELECT search_place.place, message.id, message.at, message.conversation_id, message.rest,
    conversation.contact_id, conversation.label
  FROM json_each(?) AS wanted
  CROSS JOIN search_place ON search_place.place = wanted.value
  CROSS JOIN conversation ON conversation.rowid = search_place.conversation
  CROSS JOIN message ON message.conversation_id = conversation.id
    AND message.at = search_place.at AND message.seq = search_place.seq`;

/** As many at once as a page has: most of the time it needs no more than the first of them. */
function* readPlaces(db: Db, places: readonly { place: number }[], atOnce: number): Generator<Stored> {
  for (let from = 0; from < places.length; from += atOnce) {
    const some = JSON.stringify(places.slice(from, from + atOnce).map(({ place }) => place));
    yield* db.all<Stored>(readSql, some);
  }
}

/** UTF-16 units. */
const excerptLength = 160;
const lead = 40;
/** Whatever isn't one plain space already. */
const otherSpace = /[^\S ]+|\s{2,}/g;

function toHit(stored: Stored, query: SearchQuery): FoundMessage {
  const rest = parseRest(stored.rest, stored.at);
  // Made by `labelOf`.
  const { contactName } = JSON.parse(`{${stored.label}}`) as Pick<ConversationRow, 'contactName'>;
  return {
    messageId: stored.id,
    conversationId: stored.conversation_id,
    accountId: rest.accountId,
    contactId: stored.contact_id,
    contactName,
    direction: rest.direction,
    origin: rest.origin,
    at: stored.at,
    excerpt: excerptOf(rest.content, query),
  };
}

/** One line that holds the first thing that was found. */
function excerptOf(content: Message['content'], query: SearchQuery): string {
  const whole = textOfContent(content).replace(otherSpace, ' ').trim();
  if (whole === '') return previewOf(content, excerptLength);
  const starts = query.terms
    .flatMap(({ text }) => findFolded(whole, asWritten(text)).slice(0, 1))
    .map(({ start }) => start);
  const first = starts.length === 0 ? 0 : Math.min(...starts);
  if (first <= lead + 20) return cut(whole, 0);
  const space = whole.indexOf(' ', first - lead);
  return `…${cut(whole, space < 0 || space >= first ? first : space + 1)}`;
}

function cut(text: string, from: number): string {
  if (text.length - from <= excerptLength) return text.slice(from);
  const end = from + excerptLength - 1;
  // Not between the two halves of a character.
  const isWithin = (text.codePointAt(end - 1) ?? 0) > 0xffff;
  return `${text.slice(from, isWithin ? end - 1 : end)}…`;
}

/** The FTS5 expression of everything the index can answer by itself; null when it is only about time and conversation. */
function toMatch({ query, wamid, from }: MessageSearch): string | null {
  if (wamid !== null) return `labels : "${idToken(wamid)}"`;
  const anyOf = (labels: readonly string[]): string => `labels : (${labels.join(' OR ')})`;
  const parts = query.terms.map(({ text, isOpen }) => {
    // One letter would begin half of all words.
    const mayGoOn = isOpen && (text.length > 1 || /[^\p{Script=Latin}\p{N}]/u.test(text));
    return `text : "${text}"${mayGoOn ? ' *' : ''}`;
  });
  if (query.has.length > 0) parts.push(anyOf(query.has.map(labelOfHas)));
  if (from !== null) {
    const isCustomer = from.customers || from.contacts.length > 0;
    parts.push(anyOf([...from.users.map(labelOfAuthor), ...(isCustomer ? [customerLabel] : ['nobody'])]));
  }
  return parts.length === 0 ? null : parts.map((part) => `(${part})`).join(' AND ');
}

/** What the index doesn't know: conversations change, and the index does not change with them. */
function createFilter(db: Db, { query, wamid, from, context }: MessageSearch): (stored: Stored) => boolean {
  const contacts = new Set<string>(from?.contacts);
  const isOfIndex = from === null && query.conversation.kind === 'all' && query.statuses.length === 0;
  const known = new Map<ConversationId, boolean>();
  const isWanted = (id: ConversationId): boolean => {
    const json = known.has(id) ? null : conversationJson(db, id);
    if (json !== null) known.set(id, matches(query.conversation, parseRow(json), context));
    return known.get(id) ?? false;
  };
  return (stored) => {
    if (isOfIndex && wamid === null) return true;
    const rest = parseRest(stored.rest, stored.at);
    if (wamid !== null) return rest.wamid === wamid;
    const isByOther = rest.direction === 'inbound' && !contacts.has(stored.contact_id);
    if (from !== null && !from.customers && isByOther) return false;
    return hasStatus(query, rest) && (query.conversation.kind === 'all' || isWanted(stored.conversation_id));
  };
}

function hasStatus({ statuses }: SearchQuery, rest: MessageRest): boolean {
  const tick = tickOf(rest);
  const status = tick === 'clock' || tick === 'held' ? 'waiting' : tick;
  return statuses.length === 0 || statuses.some((wanted) => wanted === status);
}

import { foldText } from '#shared/fold-text.ts';
import type { FilterContext } from '#shared/filter/match.ts';
import type { UserId } from '#shared/ids.ts';
import type { SearchInput, SearchPage } from '#shared/search.ts';
import { isEmptySearch, mayMeanPeople, parseSearch, type SearchQuery } from '#shared/search-query.ts';
import { asWritten } from '#shared/search-text.ts';
import type { Db } from '../cache/database.ts';
import { catchUp, indexState } from './build-index.ts';
import { searchMessages, type MessageSearch } from './search-messages.ts';
import { contactsNamed, searchPeople } from './search-people.ts';

const pageSize = 50;
const mostPeople = 8;
/** So many noted changes are indexed before a search, so that what has just come in is found. */
const caughtUpFirst = 300;

/** People and messages that fit, from what is on this computer. */
export function search(db: Db, { text, after }: SearchInput, context: FilterContext): SearchPage {
  const before = indexState(db);
  if (before.todo > 0) db.transaction(() => catchUp(db, caughtUpFirst));
  const query = parseSearch(text, context.now);
  const page: SearchPage = {
    people: [],
    messages: [],
    next: null,
    marked: query.terms.map((term) => asWritten(term.text)),
    ignored: query.ignored,
    isWhole: before.isWhole && before.todo <= caughtUpFirst,
  };
  if (isEmptySearch(query)) return page;
  if (after === null && mayMeanPeople(query)) page.people = searchPeople(db, text, mostPeople);
  const found = searchMessages(db, resolve(db, query, text, context), after === null ? null : Number(after), pageSize);
  return { ...page, messages: found.hits, next: found.next === null ? null : String(found.next) };
}

function resolve(db: Db, query: SearchQuery, text: string, context: FilterContext): MessageSearch {
  const typed = text.trim();
  return {
    query,
    wamid: /^wamid\.\S+$/.test(typed) ? typed : null,
    from: query.from.length === 0 ? null : resolveAuthors(db, query.from, context),
    context,
  };
}

function resolveAuthors(
  db: Db,
  from: readonly string[],
  { me, users: colleagues }: FilterContext,
): MessageSearch['from'] {
  const users = new Set<UserId>();
  const contacts: string[] = [];
  let customers = false;
  for (const name of from) {
    if (name === 'me') users.add(me);
    else if (name === 'customer' || name === 'customers' || name === 'them') customers = true;
    else {
      for (const user of colleagues) if (isNamed(user.name, name)) users.add(user.id);
      contacts.push(...contactsNamed(db, name));
    }
  }
  return { users: [...users], customers, contacts };
}

/** A name is meant by its beginning, or that of one of its words. */
function isNamed(name: string, wanted: string): boolean {
  return ` ${foldText(name)}`.includes(` ${wanted}`);
}

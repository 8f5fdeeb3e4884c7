import { beforeEach, expect, it } from 'vitest';
import { installBridge } from './bridge.fixtures.ts';
import { aRow } from './builders.fixtures.ts';

installBridge({});
const { useConversations } = await import('./conversations.ts');
const { chosenTarget, clearSelection, selectAll, selectUpTo, toggleSelected, useSelection } =
  await import('./selection.ts');

const rows = Array.from({ length: 5 }, () => aRow());
const [a, b, c, d] = rows.map(({ id }) => id);
const chosen = () => rows.filter(({ id }) => useSelection.getState().ids.has(id)).map(({ id }) => id);

beforeEach(() => {
  clearSelection();
  const byId = Object.fromEntries(rows.map((row) => [row.id, row]));
  useConversations.setState({ byId, ids: rows.map(({ id }) => id), shown: 2318 });
});

it('chooses one by one, and a range from where one began, downwards and upwards', () => {
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four rows');
  toggleSelected(c);
  selectUpTo(c, d);
  expect(chosen()).toEqual([c, d]);
  selectUpTo(d, b);
  expect(chosen()).toEqual([b, c, d]);
  toggleSelected(c);
  expect(chosen()).toEqual([b, d]);
});

it('chooses everything the list shows, also what is not loaded, until one is taken out by hand', () => {
  selectAll();
  expect(chosenTarget()).toEqual({ query: useConversations.getState().query, total: 2318 });
  if (a !== undefined) toggleSelected(a);
  expect(chosenTarget()).toEqual({ rows: rows.slice(1) });
});

it('forgets what was chosen when another list is shown', () => {
  selectAll();
  useConversations.setState(({ query }) => ({ query: { ...query } }));
  useConversations.setState(({ query }) => ({ query: { ...query, view: 'mine' } }));
  expect(chosenTarget()).toBeNull();
});

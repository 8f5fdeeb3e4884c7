import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LibraryItemId, newId, type TenantId } from '#shared/ids.ts';
import type { LibraryContent, LibraryItem } from '#shared/library.ts';
import { type SignedIn, TestApp } from '../testing/test-app.ts';
import { mutate, synced } from '../testing/test-inbox.ts';

let test: TestApp;
let tenantId: TenantId;
let agent: SignedIn;
let marketer: SignedIn;

beforeEach(async () => {
  test = await TestApp.start();
  tenantId = await test.addTenant();
  [agent, marketer] = [await test.signIn(tenantId, 'agent'), await test.signIn(tenantId, 'marketer')];
});
afterEach(async () => await test.close());

const hours = (text: string, shortcut = 'hours'): LibraryContent => ({
  kind: 'quickReply',
  shortcut,
  title: 'Opening hours',
  text,
  media: null,
});
const save = (content: LibraryContent, options: { id?: LibraryItemId; expected?: number; shared?: boolean } = {}) => {
  const { id = newId<LibraryItemId>(), expected = 0, shared = false } = options;
  return { type: 'library.save', itemId: id, expected, shared, content } as const;
};
/** Of one that is gone the log says only that. */
const libraryOf = async (person: SignedIn) =>
  (await synced(test, person)).of<LibraryItem | null>('libraryItem').filter((item) => item !== null);

it('what an agent keeps is theirs; what a marketer shares is everyone’s', async () => {
  await mutate(test, agent, save(hours('Mine')));
  await mutate(test, marketer, save(hours('Nine to five'), { shared: true }));
  const texts = async (person: SignedIn) =>
    (await libraryOf(person)).map(({ content }) => (content.kind === 'quickReply' ? content.text : '')).toSorted();
  expect(await texts(agent)).toEqual(['Mine', 'Nine to five']);
  expect(await texts(marketer)).toEqual(['Nine to five']);
});

it('an agent can’t share, nor change or delete what is shared', async () => {
  const shared = save(hours('Nine to five'), { shared: true });
  expect(await mutate(test, agent, shared)).toMatchObject([{ status: 'rejected', error: { code: 'forbidden' } }]);
  await mutate(test, marketer, { ...shared });
  const results = await mutate(
    test,
    agent,
    { ...shared, expected: 1, content: hours('Never') },
    { type: 'library.delete', itemId: shared.itemId },
  );
  expect(results).toMatchObject([{ error: { code: 'forbidden' } }, { error: { code: 'forbidden' } }]);
});

it('R-8b of two who change the same version one is told what it says now', async () => {
  const one = save(hours('Nine to five'), { shared: true });
  await mutate(test, marketer, one, { ...one, expected: 1, content: hours('Ten to six') });
  const [late] = await mutate(test, marketer, { ...one, expected: 1, content: hours('Closed') });
  expect(late).toMatchObject({
    status: 'rejected',
    error: { code: 'conflict', details: { now: { version: 2, content: { text: 'Ten to six' } } } },
  });
});

it('S-60 another person’s and another company’s things are not there', async () => {
  const one = save(hours('Mine'));
  await mutate(test, agent, one);
  const stranger = await test.signIn(await test.addTenant('Other'), 'marketer');
  await mutate(test, stranger, save(hours('Theirs')));
  expect(await libraryOf(stranger)).toMatchObject([{ content: { text: 'Theirs' } }]);
  const [result] = await mutate(test, marketer, { ...one, expected: 1, content: hours('Stolen') });
  expect(result).toMatchObject({ error: { code: 'not_found' } });
});

it('a shortcut is there once, whatever its case; deleting frees it', async () => {
  const one = save(hours('Nine'));
  const twice = await mutate(test, agent, one, save(hours('Ten', 'HOURS')));
  expect(twice).toMatchObject([{ status: 'applied' }, { error: { code: 'conflict', details: { field: 'shortcut' } } }]);
  await mutate(test, agent, { type: 'library.delete', itemId: one.itemId }, save(hours('Ten', 'HOURS')));
  expect(await libraryOf(agent)).toMatchObject([{ content: { text: 'Ten' } }]);
});

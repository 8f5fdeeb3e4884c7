import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ContactId, newId } from '#shared/ids.ts';
import { PersonExports } from './person-export.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'parley-export-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const contactId = newId<ContactId>();
const exports = (path: string | null = join(dir, 'person.json')) =>
  new PersonExports({
    askWhereToSave: async () => path,
    part: async (_id, after) => ({
      exportedAt: 1,
      ...(after === null ? { person: { contact: { name: 'Ana' } } } : {}),
      messages: [{ id: after ?? 'first' }],
      files: [{ id: `file of ${after ?? 'first'}` }],
      progress: { done: after === null ? 1 : 2, total: 2 },
      next: after === null ? 'second' : null,
    }),
  });

it('writes a person into one JSON file, which has its name when it is whole', async () => {
  const all = exports();
  const begun = await all.begin(contactId);
  expect(begun).toMatchObject({ done: 1, total: 2, finished: false });
  expect(readdirSync(dir)).toEqual(['person.json.part']);
  expect(await all.next(begun?.exportId ?? '')).toMatchObject({ done: 2, finished: true });
  expect(readdirSync(dir)).toEqual(['person.json']);
  expect(JSON.parse(readFileSync(join(dir, 'person.json'), 'utf8'))).toEqual({
    exportedAt: 1,
    person: { contact: { name: 'Ana' } },
    messages: [{ id: 'first' }, { id: 'second' }],
    files: [{ id: 'file of first' }, { id: 'file of second' }],
  });
});

it('leaves nothing when it is stopped, or when nobody says where it goes', async () => {
  const all = exports();
  const begun = await all.begin(contactId);
  await all.stop(begun?.exportId ?? '');
  expect(readdirSync(dir)).toEqual([]);
  await expect(all.next(begun?.exportId ?? '')).rejects.toMatchObject({ code: 'not_found' });
  expect(await exports(null).begin(contactId)).toBeNull();
  expect(readdirSync(dir)).toEqual([]);
});

import { beforeAll, expect, it, vi } from 'vitest';
import { type ContactId, newId } from '#shared/ids.ts';
import type { ContactLine, ContactPage } from '#shared/inbox.ts';
import { parseCsv } from '#shared/csv.ts';
import { installBridge } from '../../entities/bridge.fixtures.ts';

type Store = typeof import('./contacts-store.ts');
let store: Store;
const asked: (string | null)[] = [];
const line = (fields: Partial<ContactLine>): ContactLine => ({
  id: newId<ContactId>(),
  name: '',
  handle: '',
  tags: [],
  consent: null,
  isBlocked: false,
  ...fields,
});
const pages: ContactPage[] = [
  { contacts: [line({ name: 'Ana, "the" first', handle: '5511987654321', tags: ['vip', 'São Paulo'] })], next: 'b' },
  { contacts: [line({ name: '=1+1', handle: 'shop.bea', consent: 'out', isBlocked: true })], next: null },
];
beforeAll(async () => {
  installBridge({
    'contacts.page': ({ after }: { after: string | null }) => {
      asked.push(after);
      return JSON.stringify(pages[after === null ? 0 : 1]);
    },
  });
  store = await import('./contacts-store.ts');
});

it('exports everybody the list shows, page by page, as a file that any sheet reads and none calculates with', async () => {
  const files: Blob[] = [];
  const link = { href: '', download: '', click: vi.fn<() => void>() };
  vi.stubGlobal('document', { createElement: () => link });
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => `blob:${files.push(file as Blob)}`);
  const revoke = vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  await store.exportContacts();
  expect(asked).toEqual([null, 'b']);
  expect([link.href, link.download, link.click.mock.calls.length]).toEqual(['blob:1', 'contacts.csv', 1]);
  const rows = parseCsv((await files[0]?.text()) ?? '').map(({ cells }) => cells);
  expect(rows).toEqual([
    ['Name', 'Phone', 'Tags', 'Offers and news', 'Blocked'],
    ['Ana, "the" first', '+5511987654321', 'vip, São Paulo', '', ''],
    [expect.stringMatching(/^[^=]/), 'shop.bea', '', 'out', 'Blocked'],
  ]);
  expect(revoke).toHaveBeenCalledWith('blob:1');
});

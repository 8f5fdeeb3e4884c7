import type { ContactId } from '#shared/ids.ts';
import type { ContactLine, ContactQuery, TagCount } from '#shared/inbox.ts';
import { formatCsv } from '#shared/csv.ts';
import { api } from '../../api.ts';
import { t } from '../../i18n/i18n.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

interface ContactListState extends Pick<ContactQuery, 'text' | 'tag' | 'only'> {
  status: 'loading' | 'ready' | 'failed';
  contacts: readonly ContactLine[];
  next: string | null;
  tags: readonly TagCount[];
  openId: ContactId | null;
  isImporting: boolean;
}

export const useContactList = createForWorkspace<ContactListState>(() => ({
  text: '',
  tag: null,
  only: null,
  status: 'loading',
  contacts: [],
  next: null,
  tags: [],
  openId: null,
  isImporting: false,
}));

const pageSize = 100;

/** Only the newest question may answer. */
let asking = 0;

/** Reads the list from its top; what is shown stays until the answer is there. */
export async function readContactList(
  wanted: Partial<Pick<ContactListState, 'text' | 'tag' | 'only'>> = {},
): Promise<void> {
  const mine = ++asking;
  useContactList.setState(wanted);
  const { text, tag, only, contacts } = useContactList.getState();
  const limit = Math.min(500, Math.max(pageSize, Object.keys(wanted).length === 0 ? contacts.length : 0));
  try {
    const [page, tags] = await Promise.all([
      api.contacts.page({ text, tag, only, after: null, limit }),
      api.contacts.tags(),
    ]);
    if (mine === asking) useContactList.setState({ ...page, tags, status: 'ready' });
  } catch {
    if (mine === asking) useContactList.setState({ status: 'failed' });
  }
}

export async function readFurther(): Promise<void> {
  const { text, tag, only, next, status } = useContactList.getState();
  if (next === null || status !== 'ready') return;
  const mine = ++asking;
  const page = await api.contacts.page({ text, tag, only, after: next, limit: pageSize }).catch(() => null);
  if (page === null || mine !== asking) return;
  useContactList.setState(({ contacts }) => ({ contacts: [...contacts, ...page.contacts], next: page.next }));
}

export function startImport(): void {
  useContactList.setState({ isImporting: true });
}

/** Everybody the list shows, as a file. */
export async function exportContacts(): Promise<void> {
  const { text, tag, only } = useContactList.getState();
  const rows: string[][] = [];
  for (let after: string | null = null; ;) {
    const page = await api.contacts.page({ text, tag, only, after, limit: 500 });
    for (const { name, handle, tags, consent, isBlocked } of page.contacts) {
      const phone = /^\d{7,15}$/.test(handle) ? `+${handle}` : handle;
      rows.push([name, phone, tags.join(', '), consent ?? '', isBlocked ? t('contacts.blocked') : '']);
    }
    after = page.next;
    if (after === null) break;
  }
  const columns = t('contacts.exportColumns').split('|');
  const url = URL.createObjectURL(new Blob([formatCsv([columns, ...rows])], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'contacts.csv';
  link.click();
  URL.revokeObjectURL(url);
}

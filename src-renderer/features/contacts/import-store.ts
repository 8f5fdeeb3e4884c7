import type { ContactId } from '#shared/ids.ts';
import type { NewContact } from '#shared/contact.ts';
import {
  type CsvColumn,
  type CsvError,
  type CsvTable,
  guessColumns,
  readContacts,
  toTable,
} from '#shared/csv-contacts.ts';
import { decodeCsv, parseCsv } from '#shared/csv.ts';
import { api } from '../../api.ts';
import { t } from '../../i18n/i18n.ts';
import { describeError } from '../../ui/describe-error.ts';
import { readContactList } from './contacts-store.ts';
import { createForWorkspace } from '../../entities/workspace-store.ts';

type Known = Pick<NewContact, 'tags' | 'attributes'> & { contactId: ContactId };

interface ImportState {
  step: 'file' | 'columns' | 'check' | 'running' | 'done';
  fileName: string;
  table: CsvTable;
  columns: readonly CsvColumn[];
  country: string | null;
  fresh: readonly NewContact[];
  known: readonly Known[];
  errors: readonly CsvError[];
  /** Of fresh and then known: how many are on disk. */
  done: number;
  isStopped: boolean;
  /** What went wrong as a whole. */
  failure: string | null;
}

const begin: ImportState = {
  step: 'file',
  fileName: '',
  table: { headers: [], rows: [] },
  columns: [],
  country: null,
  fresh: [],
  known: [],
  errors: [],
  done: 0,
  isStopped: false,
  failure: null,
};
export const useImport = createForWorkspace<ImportState>(() => begin);

const maxBytes = 20 * 1024 * 1024;
/** As many as one call may ask for and tell of. */
const askedAtOnce = 5000;
const batch = 100;

export function resetImport(country: string | null): void {
  useImport.setState({ ...begin, country }, true);
}

export async function chooseFile(file: File): Promise<void> {
  const fail = (failure: string) => useImport.setState({ failure });
  if (file.size > maxBytes) return fail(t('contacts.tooBig'));
  try {
    const table = toTable(parseCsv(decodeCsv(new Uint8Array(await file.arrayBuffer())).text));
    if (table.rows.length === 0) return fail(t('contacts.noRows'));
    useImport.setState({ step: 'columns', fileName: file.name, table, columns: guessColumns(table), failure: null });
  } catch {
    fail(t('contacts.unreadable'));
  }
}

export function setColumn(index: number, column: CsvColumn): void {
  useImport.setState(({ columns }) => ({
    // There is one phone; whichever was it before is left out.
    columns: columns.map((one, at) => (at === index ? column : column === 'phone' && one === 'phone' ? 'ignore' : one)),
  }));
}

/** Says what would happen, and does nothing. */
export async function checkImport(): Promise<void> {
  const { table, columns, country } = useImport.getState();
  const { contacts, errors } = readContacts(table, columns, country);
  const owners = new Map<string, ContactId>();
  try {
    for (let from = 0; from < contacts.length; from += askedAtOnce) {
      const phones = contacts.slice(from, from + askedAtOnce).map(({ contact }) => contact.phone);
      for (const { phone, contactId } of await api.contacts.known({ phones })) owners.set(phone, contactId);
    }
  } catch (error) {
    useImport.setState({ failure: describeError(error) });
    return;
  }
  const all = contacts.map(({ contact }) => contact);
  useImport.setState({
    step: 'check',
    failure: null,
    errors,
    fresh: all.filter(({ phone }) => !owners.has(phone)),
    known: all.flatMap(({ phone, tags, attributes }) => {
      const contactId = owners.get(phone);
      return contactId === undefined ? [] : [{ contactId, tags, attributes }];
    }),
  });
}

/** Batch by batch into the outbox: what is there goes out by itself, also after a restart. */
export async function runImport(): Promise<void> {
  const { fresh, known } = useImport.getState();
  // Nothing is said of those who would stay as they are.
  const changed = known.filter(({ tags, attributes }) => tags.length + Object.keys(attributes).length > 0);
  useImport.setState({ step: 'running', known: changed, done: 0, isStopped: false, failure: null });
  const total = fresh.length + changed.length;
  try {
    for (let from = 0; from < total && !useImport.getState().isStopped; from += batch) {
      const to = from + batch;
      const people = fresh.slice(from, to);
      const others = changed.slice(Math.max(0, from - fresh.length), Math.max(0, to - fresh.length));
      await api.contacts.import({
        fresh: people.map((contact) => ({ ...contact, tags: [...contact.tags] })),
        known: [...others],
      });
      useImport.setState({ done: Math.min(total, to) });
    }
  } catch (error) {
    useImport.setState({ failure: describeError(error) });
  }
  useImport.setState({ step: 'done' });
  void readContactList();
}

export function stopImport(): void {
  useImport.setState({ isStopped: true });
}

/** One line of the file that can't be taken, and what to do about it. */
export function errorText({ line, reason, detail }: CsvError): string {
  return t('contacts.error.line', { line, text: t(`contacts.error.${reason}`, { detail }) });
}

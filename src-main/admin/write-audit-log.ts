import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditEntry, AuditExport } from '#shared/audit-entry.ts';
import type { UserId } from '#shared/ids.ts';
import type { Session } from '../sync/session.ts';

const pageSize = 200;
const columns = [
  'entry',
  'applied_at',
  'made_offline_at',
  'by',
  'by_id',
  'act',
  'about',
  'client',
  'address',
  'details',
];

interface Parts {
  session: Pick<Session, 'call'>;
  /** Names as this desktop knows them; somebody of long ago may have none. */
  nameOf: (id: UserId) => string;
}

/** All entries that were asked for, newest first, page by page into a file. Returns how many. */
export async function writeAuditLog({ session, nameOf }: Parts, asked: AuditExport, path: string): Promise<number> {
  let written = 0;
  async function* entries(): AsyncGenerator<AuditEntry> {
    let before: number | undefined;
    for (;;) {
      const query = { ...asked.filter, limit: pageSize, ...(before !== undefined && { before }) };
      const page = await session.call('audit', { query });
      written += page.entries.length;
      yield* page.entries;
      before = page.entries.at(-1)?.seq;
      if (page.entries.length < pageSize) return;
    }
  }
  const lines = asked.format === 'csv' ? csv(entries(), nameOf) : json(entries());
  await pipeline(Readable.from(lines), createWriteStream(path));
  return written;
}

async function* csv(entries: AsyncIterable<AuditEntry>, nameOf: Parts['nameOf']): AsyncGenerator<string> {
  // The mark by which spreadsheets know that it is UTF-8.
  yield `\uFEFF${columns.join(',')}\r\n`;
  for await (const { seq, at, madeAt, actorId, action, target, origin, details } of entries) {
    const cells = [
      String(seq),
      timeOf(at),
      timeOf(madeAt),
      actorId === null ? '' : nameOf(actorId),
      actorId ?? '',
      action,
      target ?? '',
      origin?.client ?? '',
      origin?.address ?? '',
      JSON.stringify(details),
    ];
    yield `${cells.map(cellOf).join(',')}\r\n`;
  }
}

async function* json(entries: AsyncIterable<AuditEntry>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const entry of entries) {
    yield `${isFirst ? '[' : ','}\n  ${JSON.stringify(entry)}`;
    isFirst = false;
  }
  yield isFirst ? '[]\n' : '\n]\n';
}

const timeOf = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

/** What begins like a formula is text: a spreadsheet must not run what somebody chose as their name. */
function cellOf(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

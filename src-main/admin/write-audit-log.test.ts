import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { AuditEntry } from '#shared/audit-entry.ts';
import type { UserId } from '#shared/ids.ts';
import { writeAuditLog } from './write-audit-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-audit-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (seq: number, changes: Partial<AuditEntry> = {}): AuditEntry => ({
  seq,
  at: Date.UTC(2026, 10, 16, 10, 2),
  madeAt: null,
  actorId: 'ada' as UserId,
  action: 'user.updated',
  target: 'ben',
  details: {},
  origin: null,
  ...changes,
});

function setUp(all: AuditEntry[]) {
  const asked: unknown[] = [];
  const call = async (_name: string, input: { query?: { before?: number; limit?: number } }) => {
    asked.push(input.query);
    const { before = Number.POSITIVE_INFINITY, limit = 50 } = input.query ?? {};
    return { entries: all.filter(({ seq }) => seq < before).slice(0, limit) };
  };
  // The one route that is asked here.
  const session = { call } as unknown as Parameters<typeof writeAuditLog>[0]['session'];
  return { asked, parts: { session, nameOf: (id: UserId) => (id === 'ada' ? 'Ada "the boss"' : id) } };
}

it('writes every page, with both times of what was done offline', async () => {
  const all = Array.from({ length: 450 }, (_, index) => entry(450 - index));
  all[0] = entry(450, {
    madeAt: Date.UTC(2026, 10, 16, 9),
    origin: { address: '10.0.0.7', client: 'laptop' },
    details: { from: 'A', to: 'B' },
  });
  const { asked, parts } = setUp(all);
  const path = join(folder, 'log.csv');
  expect(await writeAuditLog(parts, { format: 'csv', filter: { action: 'user' } }, path)).toBe(450);
  const lines = readFileSync(path, 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(451);
  expect(lines[1]).toBe(
    '450,2026-11-16T10:02:00.000Z,2026-11-16T09:00:00.000Z,"Ada ""the boss""",ada,user.updated,ben,laptop,10.0.0.7,"{""from"":""A"",""to"":""B""}"',
  );
  expect(asked).toMatchObject([{ action: 'user' }, { before: 251 }, { before: 51 }]);
});

it('a cell that a spreadsheet would take for a formula is text', async () => {
  const { parts } = setUp([entry(1, { target: '=HYPERLINK("http://x")' })]);
  const path = join(folder, 'log.csv');
  await writeAuditLog(parts, { format: 'csv', filter: {} }, path);
  expect(readFileSync(path, 'utf8')).toContain(`"'=HYPERLINK(""http://x"")"`);
});

it('as JSON it is the entries as the server has them', async () => {
  const all = [entry(2), entry(1)];
  const path = join(folder, 'log.json');
  await writeAuditLog(setUp(all).parts, { format: 'json', filter: {} }, path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(all);
  await writeAuditLog(setUp([]).parts, { format: 'json', filter: {} }, path);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([]);
});

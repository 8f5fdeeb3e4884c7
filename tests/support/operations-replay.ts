import { sql } from 'kysely';
import type { Directory, Library } from '#shared/inbox.ts';
import type { Mutation, MutationResult } from '#shared/mutation.ts';
import { roles, type Role } from '#shared/permission.ts';
import type { Db } from '../../src-backend/platform/database/database.ts';

/** `target.field` → value. */
type State = Record<string, unknown>;

/**
 * A second opinion: everything the server has answered, in the order it did, by a model that knows only what an operation
 * means. Where the two differ, something was lost, applied twice, or merged wrongly.
 */
export class Replay {
  readonly #db: Db;
  readonly #tenantId: string;
  readonly #first: State;
  readonly #firstAudit: number;
  readonly #bodies = new Map<string, Mutation>();

  private constructor(db: Db, tenantId: string, first: State, firstAudit: number) {
    this.#db = db;
    this.#tenantId = tenantId;
    this.#first = first;
    this.#firstAudit = firstAudit;
  }

  /** Once per database: keeps the order in which commands were answered. */
  static async prepare(db: Db): Promise<void> {
    await sql`create table answered (n integer primary key autoincrement, id text not null)`.execute(db);
    await sql`create trigger noted after insert on mutation begin insert into answered (id) values (new.id); end`.execute(
      db,
    );
  }

  static async from(db: Db, tenantId: string): Promise<Replay> {
    return new Replay(db, tenantId, await stateOf(db, tenantId), await auditOf(db, tenantId));
  }

  /** They came to the server. */
  saw(mutations: readonly Mutation[]): void {
    for (const mutation of mutations) this.#bodies.set(mutation.id, mutation);
  }

  /** `applied`: ids of all operations that were. */
  async ofEverything(): Promise<{ state: State; applied: Set<string>; differences: string[] }> {
    const { rows } = await sql<{ id: string; result: string }>`
      select mutation.id, result from mutation join answered on answered.id = mutation.id
      where tenant_id = ${this.#tenantId} order by answered.n`.execute(this.#db);
    const state: State = { ...this.#first };
    const differences: string[] = [];
    const applied = new Set<string>();
    let changes = 0;
    for (const { id, result } of rows) {
      const mutation = this.#bodies.get(id);
      if (mutation === undefined) continue;
      const outcome = replay(state, mutation);
      // Stored by the server.
      const answer = JSON.parse(result) as MutationResult;
      const said = answer.status === 'applied' ? 'applied' : answer.error.code;
      if (said !== (outcome === 'conflict' ? 'conflict' : 'applied')) {
        differences.push(`${mutation.type} ${id} was ${said}, should be ${outcome}`);
      }
      if (answer.status === 'applied') applied.add(id);
      if (outcome === 'changed') changes += 1;
    }
    const now = await stateOf(this.#db, this.#tenantId);
    for (const key of Object.keys(now)) {
      if (now[key] !== state[key]) differences.push(`${key} is ${String(now[key])}, should be ${String(state[key])}`);
    }
    const audited = (await auditOf(this.#db, this.#tenantId)) - this.#firstAudit;
    if (audited !== changes) differences.push(`${audited} entries in the log for ${changes} changes`);
    return { state: onlySynced(now), applied, differences };
  }

  /** The same from what a desktop shows. */
  onScreen(directory: Directory | null, { items }: Library): State {
    const state: State = {};
    for (const { id, name, color, cannotSend } of directory?.accounts ?? []) {
      Object.assign(state, { [`${id}.name`]: name, [`${id}.color`]: color, [`${id}.active`]: cannotSend === null });
    }
    for (const { id, name, role, active } of directory?.users ?? []) {
      Object.assign(state, { [`${id}.name`]: name, [`${id}.role`]: role, [`${id}.active`]: active });
    }
    for (const { id, version, content } of items) Object.assign(state, ofItem(id, version, content));
    return state;
  }
}

const rank = (role: unknown): number => roles.indexOf(role as Role);

function replay(state: State, mutation: Mutation): 'applied' | 'changed' | 'conflict' {
  const set = (key: string, value: unknown): 'applied' | 'changed' => {
    if (state[key] === value) return 'applied';
    state[key] = value;
    return 'changed';
  };
  switch (mutation.type) {
    case 'account.edit':
    case 'user.edit': {
      const target = mutation.type === 'user.edit' ? mutation.userId : mutation.accountId;
      const key = `${target}.${mutation.field}`;
      const isMoved = state[key] !== mutation.base && state[key] !== mutation.value;
      return isMoved ? 'conflict' : set(key, mutation.value);
    }
    case 'account.pause':
      return set(`${mutation.accountId}.active`, false);
    case 'user.lower':
      return rank(state[`${mutation.userId}.role`]) > rank(mutation.role)
        ? set(`${mutation.userId}.role`, mutation.role)
        : 'applied';
    case 'user.disable':
      return set(`${mutation.userId}.active`, false);
    case 'token.revoke':
      return set(`${mutation.tokenId}.revoked`, true);
    case 'library.save': {
      const { itemId, expected, base } = mutation;
      const mine = ofItem(itemId, 0, mutation.content);
      const seen = base === undefined ? null : ofItem(itemId, 0, base);
      const isNew = state[`${itemId}.version`] === expected;
      const fields = [`${itemId}.title`, `${itemId}.text`];
      const changed = fields.filter((field) => isNew || seen === null || mine[field] !== seen[field]);
      const isMoved = (field: string): boolean => state[field] !== seen?.[field] && state[field] !== mine[field];
      if (!isNew && (seen === null || changed.some(isMoved))) return 'conflict';
      const hasNews = changed.some((field) => state[field] !== mine[field]);
      if (!isNew && !hasNews) return 'applied';
      for (const field of changed) state[field] = mine[field];
      state[`${itemId}.version`] = Number(state[`${itemId}.version`]) + 1;
      return 'changed';
    }
    default:
      throw new Error(`${mutation.type} is not in this test`);
  }
}

async function stateOf(db: Db, tenantId: string): Promise<State> {
  const state: State = {};
  const accounts = await db.selectFrom('tenantWhatsappConfig').selectAll().where('tenantId', '=', tenantId).execute();
  for (const { id, name, color, isActive } of accounts) {
    Object.assign(state, { [`${id}.name`]: name, [`${id}.color`]: color, [`${id}.active`]: isActive === 1 });
  }
  const users = await db
    .selectFrom('appUser as user')
    .innerJoin('tenantGrant as grant', 'grant.userId', 'user.id')
    .select(['user.id', 'user.name', 'user.active', 'grant.role'])
    .where('grant.tenantId', '=', tenantId)
    .execute();
  for (const { id, name, active, role } of users) {
    Object.assign(state, { [`${id}.name`]: name, [`${id}.role`]: role, [`${id}.active`]: active === 1 });
  }
  const tokens = await db.selectFrom('integrationToken').selectAll().where('tenantId', '=', tenantId).execute();
  for (const { id, revokedAt } of tokens) state[`${id}.revoked`] = revokedAt !== null;
  const items = await db.selectFrom('libraryItem').selectAll().where('tenantId', '=', tenantId).execute();
  for (const { id, version, content } of items) Object.assign(state, ofItem(id, version, JSON.parse(content)));
  return state;
}

function ofItem(id: string, version: number, content: object): State {
  const { title, text } = { title: '', text: '', ...content };
  return { [`${id}.version`]: version, [`${id}.title`]: title, [`${id}.text`]: text };
}

/** Tokens are not on desktops but as they were asked for last. */
function onlySynced(state: State): State {
  return Object.fromEntries(Object.entries(state).filter(([key]) => !key.endsWith('.revoked')));
}

async function auditOf(db: Db, tenantId: string): Promise<number> {
  const { count } = await db
    .selectFrom('auditEntry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('tenantId', '=', tenantId)
    .executeTakeFirstOrThrow();
  return count;
}

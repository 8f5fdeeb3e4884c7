import { sql } from 'kysely';
import { StartError } from '../start-error.ts';
import { type Db, dialectOf, serialise } from './database.ts';
import { type Migration, migrations } from './migrations/index.ts';
import type { OpenDatabase } from './open-database.ts';

/**
 * Brings the schema up to date, one transaction per step. An existing SQLite file is copied beside itself before its
 * first step. Throws StartError `database_newer` when the database knows steps that this program doesn't.
 */
export async function migrate(open: OpenDatabase, steps: readonly Migration[] = migrations): Promise<void> {
  const { db } = open;
  const dialect = dialectOf(db);
  await sql`create table if not exists schema_migration (name text primary key, applied_at text not null)`.execute(db);
  const applied = await appliedSteps(db);
  const pending = judge(applied, steps);
  if (applied.length > 0 && pending[0] !== undefined && open.backup !== null) {
    open.backup(`${open.file}.before-${pending[0].name}`);
  }
  for (const step of pending) {
    await db.transaction().execute(async (tx) => {
      await serialise(tx, 'schema');
      // Another node may have done it while we waited.
      if ((await appliedSteps(tx)).includes(step.name)) return;
      await step.up(tx.withoutPlugins(), dialect);
      await sql`insert into schema_migration values (${step.name}, ${new Date().toISOString()})`.execute(tx);
    });
  }
}

async function appliedSteps(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from schema_migration order by name`.execute(db);
  return rows.map((row) => row.name);
}

function judge(applied: readonly string[], steps: readonly Migration[]): readonly Migration[] {
  const unknown = applied.find((name, index) => steps[index]?.name !== name);
  if (unknown !== undefined) {
    throw new StartError(
      'database_newer',
      `The database was written by a newer Parley (it has "${unknown}"): update this program`,
    );
  }
  return steps.slice(applied.length);
}

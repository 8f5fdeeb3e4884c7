import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { assignPlanned, dropOldTable, missingOf, planOf } from '../endpoints/move-endpoints.ts';
import { oldTable, readOldEndpoints } from '../endpoints/old-endpoints.ts';
import type { MovePlan } from '../endpoints/plan-move.ts';
import { Clock } from '../platform/clock.ts';
import { migrate } from '../platform/database/migrate.ts';
import { openDatabase } from '../platform/database/open-database.ts';
import { StartError } from '../platform/start-error.ts';
import { ChangeLog } from '../sync/change-log.ts';
import { TenantsService } from '../tenants/tenants.service.ts';
import type { Command, Terminal } from './command.ts';

/**
 * Moves an installation that kept credentials of endpoints in its database to names only (E-6). Without a flag it only
 * tells what it would do. Every step may be repeated. Exit code 1: something is left to do by hand.
 */
export const migrateEndpoints: Command = {
  summary: 'Moves endpoint credentials from the database to the environment',
  usage:
    '[--dry-run | --apply [--out <file>] | --drop-verified]\n' +
    '  --dry-run        tells what would be done; so does no flag at all\n' +
    '  --apply          assigns endpoints by name and writes the value of WHATSAPP_ENDPOINTS into a file of mode 0600\n' +
    '  --out <file>     that file (whatsapp-endpoints.env)\n' +
    `  --drop-verified  wipes and drops the table ${oldTable} once everything in it is in WHATSAPP_ENDPOINTS\n` +
    '(stop the server first; settings as for the server)',
  async run(args, terminal) {
    const flags = readFlags(args);
    const config = await readConfig(terminal.env, terminal.directory);
    const database = await openDatabase({ url: config.databaseUrl, key: config.databaseKey });
    const clock = new Clock();
    try {
      await migrate(database);
      const { db } = database;
      const old = await readOldEndpoints(db);
      if (old === null) {
        terminal.out(`There is no table ${oldTable}: nothing to move`);
        return 0;
      }
      const plan = await planOf(db, old, config.endpoints.endpoints, new TenantsService(db, new ChangeLog(clock)));
      if (flags.drop) {
        const missing = missingOf(plan);
        for (const line of missing) terminal.err(`❌ ${line}`);
        if (missing.length > 0) {
          terminal.err(`${oldTable} stays as it is`);
          return 1;
        }
        await dropOldTable(db, old, clock);
        terminal.out(`✅ The credentials of ${old.rows.length} endpoints were wiped and ${oldTable} was dropped`);
        tellOfCopies(database.file, terminal);
        return 0;
      }
      tell(plan, terminal);
      if (!flags.apply) {
        terminal.out('Nothing was changed. To do it: parley migrate-endpoints --apply');
        return plan.problems.length === 0 ? 0 : 1;
      }
      writeValue(plan, resolve(terminal.directory, flags.out), terminal);
      terminal.out(`✅ ${await assignPlanned(db, plan, clock)} companies were assigned to their endpoint by name`);
      terminal.out('When the value is set: parley migrate-endpoints --drop-verified');
      return plan.problems.length === 0 ? 0 : 1;
    } finally {
      await database.close();
    }
  },
};

function readFlags(args: readonly string[]): { apply: boolean; drop: boolean; out: string } {
  const options = {
    'dry-run': { type: 'boolean' },
    apply: { type: 'boolean' },
    'drop-verified': { type: 'boolean' },
    out: { type: 'string' },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { apply = false, 'drop-verified': drop = false, 'dry-run': dry = false, out } = values;
    if (Number(apply) + Number(drop) + Number(dry) > 1)
      throw new Error('--dry-run, --apply and --drop-verified exclude each other');
    return { apply, drop, out: out ?? 'whatsapp-endpoints.env' };
  } catch (error) {
    throw new StartError(
      'configuration',
      `${error instanceof Error ? error.message : String(error)}; see --help`,
      error,
    );
  }
}

function tell({ endpoints, assignments, problems }: MovePlan, { out, err }: Terminal): void {
  out(`${endpoints.length} endpoints, ${assignments.length} companies`);
  for (const { name, isSet } of endpoints)
    out(`  "${name}": ${isSet ? 'is set already' : 'to be set in WHATSAPP_ENDPOINTS'}`);
  for (const { slug, endpointName, current } of assignments) {
    if (current === null) out(`  ${slug} → "${endpointName}"`);
    else out(`  ${slug} ${current === endpointName ? `has "${current}" already` : `keeps "${current}"`}`);
  }
  for (const problem of problems) err(`❌ ${problem}`);
}

/** Into a file that only its owner reads: what is printed is kept by terminals and logs. */
function writeValue({ endpoints }: MovePlan, file: string, { out }: Terminal): void {
  const missing = endpoints.filter(({ isSet }) => !isSet).map(({ name, apiUrl, apiKey }) => ({ name, apiUrl, apiKey }));
  if (missing.length === 0) return;
  const text = `WHATSAPP_ENDPOINTS=${JSON.stringify(missing)}\n`;
  if (!existsSync(file)) writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
  else if (readFileSync(file, 'utf8') !== text) {
    throw new StartError('configuration', `${file} exists and holds something else: name another file with --out`);
  }
  out(`✅ ${file} holds the value of WHATSAPP_ENDPOINTS (mode 0600)`);
  const isOther = endpoints.length > missing.length;
  out(
    isOther
      ? '   Add its endpoints to those that are set already'
      : '   Set it in the environment or in .env, then delete the file',
  );
}

/** Migrations of the schema leave copies beside the file; those from before still hold everything. */
function tellOfCopies(file: string | null, { out }: Terminal): void {
  if (file === null) return;
  const copies = readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.before-`));
  for (const copy of copies)
    out(`⚠️  ${resolve(dirname(file), copy)} is an older copy and still holds the credentials: delete it`);
}

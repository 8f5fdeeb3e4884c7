import { sql } from 'kysely';
import { z } from 'zod';
import { EndpointSettings } from '#shared/wire/endpoints-routes.ts';
import type { Db } from '../platform/database/database.ts';
import { StartError } from '../platform/start-error.ts';
import type { GivenSettings } from './assignment.ts';

// The layout from before names only: a table `whatsapp_endpoints` with the credentials themselves. The endpoint guide
// names two of its columns; the others went by several names.

export const oldTable = 'whatsapp_endpoints';

const urlColumns = ['api_url', 'apiurl', 'base_url', 'endpoint_url', 'url'];
const keyColumns = ['api_key', 'apikey', 'api_token', 'access_token', 'token', 'key', 'secret'];
const settingColumns = Object.keys(EndpointSettings.shape);

/** One row of it. */
export interface OldEndpoint {
  /** Whatever the old installation called its company by. */
  tenant: string;
  name: string;
  apiUrl: string;
  apiKey: string;
  isActive: boolean;
  isPrimary: boolean;
  settings: GivenSettings;
}

export interface OldTable {
  rows: OldEndpoint[];
  /** The columns whose contents are wiped. */
  secretColumns: string[];
}

const text = z
  .unknown()
  .transform((value) => (typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''));
const flag = z.unknown().transform((value) => value === true || value === 1 || value === 'true' || value === 't');
const whole = z.coerce.number();

/** Null when there is no such table. Throws StartError when it has not the columns that are needed. */
export async function readOldEndpoints(db: Db): Promise<OldTable | null> {
  const plain = db.withoutPlugins();
  const table = (await plain.introspection.getTables()).find(({ name }) => name === oldTable);
  if (table === undefined) return null;
  const columns = new Map(table.columns.map(({ name }) => [name.toLowerCase(), name]));
  const column = (names: readonly string[]): string => {
    const found = names.map((name) => columns.get(name)).find((name) => name !== undefined);
    if (found === undefined) {
      throw new StartError('configuration', `The table ${oldTable} has no column ${names.slice(0, 2).join(' or ')}`);
    }
    return found;
  };
  const [tenant, name, url, key] = [
    column(['tenant_id']),
    column(['name', 'endpoint_name']),
    column(urlColumns),
    column(keyColumns),
  ];
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(oldTable)}`.execute(plain);
  const [active, primary] = [columns.get('is_active') ?? columns.get('active'), columns.get('is_primary')];
  return {
    secretColumns: [url, key],
    rows: rows.map((row) => ({
      tenant: text.parse(row[tenant]),
      name: text.parse(row[name]),
      apiUrl: text.parse(row[url]).replace(/\/+$/, ''),
      apiKey: text.parse(row[key]),
      isActive: active === undefined || flag.parse(row[active]),
      isPrimary: primary !== undefined && flag.parse(row[primary]),
      settings: settingsOf(row),
    })),
  };
}

/** What of the settings is there and makes sense. */
function settingsOf(row: Record<string, unknown>): GivenSettings {
  const given = settingColumns.flatMap((name): [string, unknown][] => {
    const value = row[name];
    if (value === null || value === undefined) return [];
    return [[name, name === 'auto_reconnect' ? flag.parse(value) : whole.catch(-1).parse(value)]];
  });
  const sound = given.filter(([name, value]) => EndpointSettings.partial().safeParse({ [name]: value }).success);
  return EndpointSettings.partial().parse(Object.fromEntries(sound));
}

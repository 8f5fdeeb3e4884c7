import type { TenantId } from '#shared/ids.ts';
import type { GivenSettings } from './assignment.ts';
import type { OldEndpoint } from './old-endpoints.ts';
import { type Endpoint, readEndpoints } from './read-endpoints.ts';

/** What becomes of one company. */
export interface PlannedAssignment {
  tenantId: TenantId;
  slug: string;
  endpointName: string;
  settings: GivenSettings;
  /** The name it has already; null: none. */
  current: string | null;
}

export interface MovePlan {
  /** What has to stand in WHATSAPP_ENDPOINTS. `isSet`: it does, with the same address and key. */
  endpoints: (Endpoint & { isSet: boolean })[];
  assignments: PlannedAssignment[];
  /** What can't be moved, in words for the terminal: never an address or a key. */
  problems: string[];
}

export interface KnownTenant {
  tenantId: TenantId;
  slug: string;
  current: string | null;
}

/**
 * Pure. An endpoint of several companies becomes one; where two endpoints have the same name, the later gets its
 * company's slug behind it. `tenants`: what each reference of the old table means. `inUse`: WHATSAPP_ENDPOINTS as it is.
 */
export function planMove(
  rows: readonly OldEndpoint[],
  tenants: ReadonlyMap<string, KnownTenant>,
  inUse: readonly Endpoint[],
): MovePlan {
  const problems: string[] = [];
  const named = new Map<string, Endpoint>(inUse.map((endpoint) => [endpoint.name, endpoint]));
  const planned = new Map<string, Endpoint & { isSet: boolean }>();
  const assignments: PlannedAssignment[] = [];
  const active = rows.filter(({ isActive }) => isActive);
  // A company may go by several of its names.
  for (const [, ofTenant] of [...Map.groupBy(active, ({ tenant }) => tenants.get(tenant)?.slug ?? tenant)].toSorted(
    byReference,
  )) {
    const row = ofTenant.find(({ isPrimary }) => isPrimary) ?? ofTenant[0];
    if (row === undefined) continue;
    const tenant = tenants.get(row.tenant);
    if (tenant === undefined) {
      problems.push(`Company "${row.tenant}" does not exist here: "${row.name}" is not moved`);
      continue;
    }
    if (ofTenant.length > 1 && ofTenant.filter(({ isPrimary }) => isPrimary).length !== 1) {
      problems.push(`${tenant.slug} has ${ofTenant.length} endpoints: leave one active, or mark one as primary`);
      continue;
    }
    const wrong = readEndpoints(JSON.stringify([row]), {}).problems[0];
    if (wrong !== undefined) {
      problems.push(`${tenant.slug}: ${wrong}`);
      continue;
    }
    const name = freeName(row, tenant.slug, named);
    const isSet = inUse.some((endpoint) => endpoint.name === name);
    const endpoint = { name, apiUrl: row.apiUrl, apiKey: row.apiKey };
    named.set(name, endpoint);
    planned.set(name, { ...endpoint, isSet });
    assignments.push({ ...tenant, endpointName: name, settings: row.settings });
  }
  return { endpoints: [...planned.values()], assignments, problems };
}

/** Its own name, unless another endpoint has that. */
function freeName(row: OldEndpoint, slug: string, named: ReadonlyMap<string, Endpoint>): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` (${slug}${number === 2 ? '' : ` ${number - 1}`})`;
    const name = `${row.name.slice(0, 100 - suffix.length)}${suffix}`;
    const taken = named.get(name);
    if (taken === undefined || (taken.apiUrl === row.apiUrl && taken.apiKey === row.apiKey)) return name;
  }
}

function byReference([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

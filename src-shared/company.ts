import { z } from 'zod';
import { BusinessHours, type OpenState, openStateAt } from './business-hours.ts';
import { AccountId, TeamId, TenantId, UserId } from './ids.ts';

// What a company has settled for all its people: hours, automated answers, passing on, teams, how long things are kept.
// It changes field by field, so that two admins who change different fields never meet.

/** What the server writes by itself. */
const AutoReply = z
  .object({ on: z.boolean(), text: z.string().trim().max(1024) })
  .refine(({ on, text }) => !on || text !== '', { message: 'needs a text to be sent', path: ['text'] });
export type AutoReply = z.infer<typeof AutoReply>;

/** People who answer for the same things. */
export const Team = z.object({
  id: TeamId,
  name: z.string().trim().min(1).max(60),
  memberIds: z.array(UserId).max(500),
});
export type Team = z.infer<typeof Team>;

/** Who has waited for `afterMinutes` is passed on to the next person who is available. `teamId` null: of everyone. */
const Passing = z.object({ on: z.boolean(), afterMinutes: z.int().min(1).max(1440), teamId: TeamId.nullable() });
export type Passing = z.infer<typeof Passing>;

const days = z.int().min(1).max(3650);
/** Meta may send a webhook again for 7 days: until then its copy must be known. */
export const leastWebhookDays = 8;

export const companyFields = {
  /** null: always open. */
  hours: BusinessHours.nullable(),
  /** Numbers that keep other hours than the company. */
  accountHours: z.record(AccountId, BusinessHours),
  /** To who writes outside the hours, once until it opens again. */
  away: AutoReply,
  /** To who writes for the first time, inside the hours. */
  greeting: AutoReply,
  passing: Passing,
  teams: z
    .array(Team)
    .max(50)
    .refine((all) => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, 'need different names'),
  /** After so many days they are deleted, on the server and on every desktop; null: never. */
  keepMessagesDays: days.nullable(),
  keepFilesDays: days.nullable(),
  /** What WhatsApp sent, word for word, for the inspector. */
  keepWebhooksDays: z.int().min(leastWebhookDays).max(90),
} as const;

export const CompanySettings = z.object(companyFields);
export type CompanySettings = z.infer<typeof CompanySettings>;
export type CompanyField = keyof CompanySettings;

export const Company = z.object({
  id: TenantId,
  /** 0: nobody has settled anything. */
  version: z.int(),
  ...companyFields,
  updatedAt: z.int().nullable(),
  updatedBy: UserId.nullable(),
});
export type Company = z.infer<typeof Company>;

export const defaultCompany: CompanySettings = {
  hours: null,
  accountHours: {},
  away: { on: false, text: '' },
  greeting: { on: false, text: '' },
  passing: { on: false, afterMinutes: 15, teamId: null },
  teams: [],
  keepMessagesDays: null,
  keepFilesDays: null,
  keepWebhooksDays: leastWebhookDays,
};

const edit = <F extends CompanyField>(field: F) =>
  z.object({ field: z.literal(field), base: companyFields[field], value: companyFields[field] });

/** One field: what its writer saw, and what they want instead. */
export const CompanyEdit = z.discriminatedUnion('field', [
  edit('hours'),
  edit('accountHours'),
  edit('away'),
  edit('greeting'),
  edit('passing'),
  edit('teams'),
  edit('keepMessagesDays'),
  edit('keepFilesDays'),
  edit('keepWebhooksDays'),
]);
export type CompanyEdit = z.infer<typeof CompanyEdit>;

/** Would less be kept than now? That deletes, and needs the backend and a fresh proof (ruling 29). */
export function shortens(now: CompanySettings, { field, value }: CompanyEdit): boolean {
  if (field !== 'keepMessagesDays' && field !== 'keepFilesDays' && field !== 'keepWebhooksDays') return false;
  return (value ?? Infinity) < (now[field] ?? Infinity);
}

/** Does this number answer now, and until when does that hold? */
export function answersAt(
  company: Pick<CompanySettings, 'hours' | 'accountHours'>,
  accountId: AccountId | null,
  now: number,
): OpenState {
  const own = accountId === null ? undefined : company.accountHours[accountId];
  return openStateAt(own ?? company.hours, now);
}

/** Are these the same, whatever the order of their members? */
export function sameSetting(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, ordered(member)]);
}

import { z } from 'zod';
import { AccountId } from '../ids.ts';
import { hasPhoneDigits, noPhone } from '../phone.ts';
import { nothing, route } from './route.ts';

/** In the order in which they are made: what comes first breaks what comes after. */
export const DoctorCheckId = z.enum([
  'public_url',
  'token',
  'scopes',
  'waba',
  'number',
  'registration',
  'subscription',
  'callback',
  'verify_token',
  'signature',
  'fields',
  'quality',
  'payment',
  'round_trip',
]);
export type DoctorCheckId = z.infer<typeof DoctorCheckId>;

const notSent = 'Messages Not Being Sent';
const notAppearing = 'Messages not appearing';
/** The heading in docs/troubleshooting.md that says more about a check (ruling 39). */
export const doctorHelp: Readonly<Record<DoctorCheckId, string>> = {
  public_url: notAppearing,
  token: '(#190) Invalid OAuth 2.0 Access Token',
  scopes: 'Templates not syncing',
  waba: notSent,
  number: notSent,
  registration: notSent,
  subscription: notAppearing,
  callback: notAppearing,
  verify_token: notAppearing,
  signature: notAppearing,
  fields: notAppearing,
  quality: notSent,
  payment: notSent,
  round_trip: notSent,
};

export const DoctorCheck = z.object({
  number: z.int().min(1),
  id: DoctorCheckId,
  title: z.string(),
  /** `skipped`: it could not be made, because of one before it or because nobody asked for it. */
  status: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was seen, in one sentence without secrets. */
  evidence: z.string(),
  /** What to do; null when there is nothing to do. */
  remedy: z.string().nullable(),
});
export type DoctorCheck = z.infer<typeof DoctorCheck>;

/** `webhook`: our own address; `meta`: what Meta says; `message`: the test message. */
export const DoctorPart = z.enum(['webhook', 'meta', 'message']);
export type DoctorPart = z.infer<typeof DoctorPart>;

/** The checks that belong together: they are made by one and the same conversation. */
export const doctorParts: Readonly<Record<DoctorPart, readonly DoctorCheckId[]>> = {
  webhook: ['public_url', 'verify_token', 'signature'],
  meta: [
    'token',
    'scopes',
    'waba',
    'number',
    'registration',
    'subscription',
    'callback',
    'fields',
    'quality',
    'payment',
  ],
  message: ['round_trip'],
};

const report = z.object({
  success: z.literal(true),
  data: z.object({
    accountId: AccountId,
    checkedAt: z.iso.datetime(),
    /** No check has failed. */
    healthy: z.boolean(),
    checks: z.array(DoctorCheck),
  }),
});
export type DoctorReport = z.infer<typeof report>['data'];

export const doctorRoutes = {
  examine: route('GET', '/api/whatsapp/integrations/:id/doctor', {
    summary: 'Examine the connection of a number',
    description:
      'Looks at one account from all sides; changes and sends nothing. `part` makes only the checks of one part, for screens that show them as they come.',
    query: z.object({ part: DoctorPart.exclude(['message']).optional() }),
    body: nothing,
    response: report,
  }),
  examineWithMessage: route('POST', '/api/whatsapp/integrations/:id/doctor', {
    summary: 'Examine a number and send a test message',
    description:
      'The same, and sends a test message to `recipient`: a text while their window is open, else `hello_world`. Waits for its status: header `Prefer: wait=<seconds>` shortens the 10 s.',
    query: z.object({ part: DoctorPart.extract(['message']).optional() }),
    body: z.object({ recipient: z.string().min(7).max(40).refine(hasPhoneDigits, noPhone) }),
    response: report,
  }),
} as const;

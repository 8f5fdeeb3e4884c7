import { z } from 'zod';
import { Password } from '../user.ts';
import { done, nothing, route } from './route.ts';
import { Session } from './users-routes.ts';

// What a person does about their own sign-in.

/** Six digits of an authenticator app, or a recovery code. */
export const FactorCode = z.string().trim().min(6).max(40);

const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

export const meRoutes = {
  stepUp: route('POST', '/api/auth/step-up', {
    summary: 'Prove again who you are',
    description: 'A fresh proof of who one is: good for five minutes of secrets and rights (S-62).',
    proof: 'own',
    query: nothing,
    body: z.union([z.object({ password: z.string().min(1).max(1024) }), z.object({ code: FactorCode })]),
    response: z.object({ until: z.int() }),
  }),
  changePassword: route('POST', '/api/me/password', {
    summary: 'Change one’s own password',
    description: 'All other sessions of the person end.',
    proof: 'own',
    query: nothing,
    body: z.object({ current: z.string().min(1).max(1024), password: Password }),
    response: done,
  }),
  listSessions: route('GET', '/api/me/sessions', {
    summary: 'One’s own sign-ins',
    query: nothing,
    body: nothing,
    response: z.object({ sessions: z.array(Session) }),
  }),
  revokeSession: route('DELETE', '/api/sessions/:id', {
    summary: 'End a sign-in',
    description: 'One’s own, or a colleague’s with the right to manage people.',
    query: nothing,
    body: nothing,
    response: done,
  }),
  secondFactor: route('GET', '/api/me/second-factor', {
    summary: 'One’s own second factor',
    query: nothing,
    body: nothing,
    response: z.object({ enabled: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.int() }),
  }),
  beginSecondFactor: route('POST', '/api/me/second-factor', {
    summary: 'Set up an authenticator app',
    description:
      '`uri` is what the QR code for the authenticator app holds. Nothing is asked for before `confirmSecondFactor`.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: z.object({ secret: z.string(), uri: z.string() }),
  }),
  confirmSecondFactor: route('POST', '/api/me/second-factor/confirm', {
    summary: 'Switch the second factor on',
    description: 'The recovery codes are in this answer and nowhere else.',
    proof: 'own',
    query: nothing,
    body: z.object({ code: FactorCode }),
    response: recoveryCodes,
  }),
  renewRecoveryCodes: route('POST', '/api/me/second-factor/recovery-codes', {
    summary: 'New recovery codes',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: recoveryCodes,
  }),
  disableSecondFactor: route('DELETE', '/api/me/second-factor', {
    summary: 'Switch the second factor off',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: done,
  }),
} as const;

import { z } from 'zod';
import { Account, ReadReceipts, Verification } from '../account.ts';
import { ChangePage, EntityKind, Change } from '../change.ts';
import { ClientId, ConversationId, MessageId } from '../ids.ts';
import { Message } from '../message.ts';
import { Mutation, MutationResult } from '../mutation.ts';
import { Tenant } from '../tenant.ts';
import { Email, Password, User } from '../user.ts';
import { auditRoutes } from './audit-routes.ts';
import { companyRoutes } from './company-routes.ts';
import { credentialsRoutes } from './credentials-routes.ts';
import { devicesRoutes } from './devices-routes.ts';
import { doctorRoutes } from './doctor-routes.ts';
import { endpointsRoutes } from './endpoints-routes.ts';
import { erasureRoutes } from './erasure-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { metricsRoutes } from './metrics-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { quickRepliesRoutes } from './quick-replies-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { signupRoutes } from './signup-routes.ts';
import { contactsRoutes } from './contacts-routes.ts';
import { crmInboxRoutes } from './crm-inbox-routes.ts';
import { campaignsRoutes } from './campaigns-routes.ts';
import { integrationTemplatesRoutes } from './integration-templates-routes.ts';
import { integrationsRoutes } from './integrations-routes.ts';
import { FactorCode, meRoutes } from './me-routes.ts';
import { outgoingWebhooksRoutes } from './outgoing-webhooks-routes.ts';
import { count, done, nothing, route } from './route.ts';
import { templatesRoutes } from './templates-routes.ts';
import { tenantsRoutes } from './tenants-routes.ts';
import { usersRoutes } from './users-routes.ts';
import { webhooksRoutes } from './webhooks-routes.ts';

// The REST contract between desktops and backend: both sides derive their types and checks from it. A feature's routes
// stand in a file of their own beside this one and are spread in here.

/** Proof of a sign-in: a short access token and the rotating refresh token of this client's session (S-45). */
export const Tokens = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.int() });
export type Tokens = z.infer<typeof Tokens>;

export const Me = z.object({ user: User, tenant: Tenant, superadmin: z.boolean() });
export type Me = z.infer<typeof Me>;

export const Client = z.object({ id: ClientId, name: z.string().min(1).max(120) });

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  checks: z.record(z.string(), z.enum(['ok', 'down'])),
  /** True on an empty database: the first user may be created by `setUp`. */
  needsSetUp: z.boolean(),
});

export const IntegrationView = z.object({
  ...Account.shape,
  active: z.boolean(),
  webhookUrl: z.string().nullable(),
  verifyToken: z.string(),
  /** The one that services get who name no number. */
  isDefault: z.boolean(),
  /** What tells its access token from another; null: there is none, or it is kept elsewhere. */
  token: z.object({ fingerprint: z.string(), lastFour: z.string(), enteredAt: z.int().nullable() }).nullable(),
  /** Messages that have not gone out yet. */
  waiting: z.int(),
});
export type IntegrationView = z.infer<typeof IntegrationView>;
export const NewIntegration = z.object({
  name: z.string().trim().min(1).max(200),
  phoneNumber: z.string().trim().min(7).max(40),
  phoneNumberId: z.string().regex(/^\d{5,20}$/, 'must be the digits of a phone number ID'),
  businessAccountId: z.string().regex(/^\d{5,20}$/, 'must be the digits of a WhatsApp Business Account ID'),
  accessToken: z.string().trim().min(10).max(2000),
  webhookVerifyToken: z.string().min(8).max(255).optional(),
  readReceipts: ReadReceipts.optional(),
});
export type NewIntegration = z.infer<typeof NewIntegration>;

export const rest = {
  health: route('GET', '/health', { summary: 'Is the server well?', query: nothing, body: nothing, response: Health }),
  setUp: route('POST', '/api/setup', {
    summary: 'Create the first company and its admin',
    description: 'Creates the first company and its admin on an empty database; 409 ever after.',
    proof: 'own',
    query: nothing,
    body: z.object({
      company: z.string().trim().min(1).max(200),
      name: z.string().trim().min(1).max(200),
      email: Email,
      password: Password,
    }),
    response: Me,
  }),
  login: route('POST', '/api/auth/login', {
    summary: 'Sign in',
    description:
      '401 with `details.reason` second_factor_required: once more, with the `code` of the authenticator app.',
    proof: 'own',
    query: nothing,
    body: z.object({
      email: Email,
      password: z.string().min(1).max(1024),
      client: Client.optional(),
      code: FactorCode.optional(),
    }),
    response: z.object({ ...Tokens.shape, user: User }),
  }),
  refresh: route('POST', '/api/auth/refresh', {
    summary: 'New access token for a session',
    proof: 'own',
    query: nothing,
    body: z.object({ refreshToken: z.string().min(20).max(200), clientId: ClientId }),
    response: Tokens,
  }),
  logout: route('POST', '/api/auth/logout', {
    summary: 'End this session',
    query: nothing,
    body: nothing,
    response: done,
  }),
  me: route('GET', '/api/me', { summary: 'Who am I?', query: nothing, body: nothing, response: Me }),

  changes: route('GET', '/api/sync', {
    summary: 'Changes after a cursor',
    description: '410 `sync_reset` when the epoch differs or the log no longer reaches back that far.',
    query: z.object({ epoch: z.string(), after: count, limit: count.pipe(z.int().min(1).max(1000)).default(500) }),
    body: nothing,
    response: ChangePage,
  }),
  snapshot: route('GET', '/api/sync/snapshot', {
    summary: 'One page of the current state',
    description:
      'One page of current state, entity by entity in the order of `EntityKind`. Start without `cursor`; go on with `next` until it is null; then pull changes after `upTo`. Messages reach back to `since` (epoch ms).',
    query: z.object({
      cursor: z.string().optional(),
      since: count.default(0),
      limit: count.pipe(z.int().min(1).max(2000)).default(1000),
    }),
    body: nothing,
    response: z.object({
      epoch: z.string(),
      upTo: z.int(),
      entity: EntityKind,
      rows: z.array(Change),
      next: z.string().nullable(),
      /** Rows delivered by this page's entity so far and in all, for the progress bar. */
      progress: z.object({ done: z.int(), total: z.int() }),
    }),
  }),
  olderMessages: route('GET', '/api/sync/messages', {
    summary: 'Messages older than a given one',
    description: 'Messages older than (beforeAt, beforeId), newest first: what lies behind the client’s cache.',
    query: z.object({
      conversationId: ConversationId,
      beforeAt: count,
      beforeId: MessageId,
      limit: count.pipe(z.int().min(1).max(200)).default(50),
    }),
    body: nothing,
    response: z.object({ messages: z.array(Message) }),
  }),
  mutate: route('POST', '/api/mutations', {
    summary: 'Do what agents do: send, assign, note, tag …',
    query: nothing,
    body: z.object({ mutations: z.array(Mutation).min(1).max(100) }),
    response: z.object({ results: z.array(MutationResult) }),
  }),
  typing: route('POST', '/api/conversations/:id/typing', {
    summary: 'Show “typing…” to the customer',
    description: 'Shows "typing…" to the customer for up to 25 s; a courtesy, never retried.',
    query: nothing,
    body: nothing,
    response: done,
  }),

  ...devicesRoutes,
  ...metricsRoutes,
  ...endpointsRoutes,
  ...usersRoutes,
  ...contactsRoutes,
  ...companyRoutes,
  ...erasureRoutes,
  ...meRoutes,
  ...healthRoutes,
  ...tenantsRoutes,
  listIntegrations: route('GET', '/api/whatsapp/integrations', {
    summary: 'List the numbers (accounts)',
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true), data: z.array(IntegrationView) }),
  }),
  createIntegration: route('POST', '/api/whatsapp/integrations', {
    summary: 'Connect a number',
    proof: 'fresh',
    query: nothing,
    body: NewIntegration,
    response: z.object({
      success: z.literal(true),
      data: z.object({ ...IntegrationView.shape, verification: Verification }),
    }),
  }),
  deleteIntegration: route('DELETE', '/api/whatsapp/integrations/:id', {
    summary: 'Disconnect a number',
    description: 'Its conversations stay; its credentials are erased. Adding the same number later brings it back.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: done,
  }),
  toggleIntegration: route('POST', '/api/whatsapp/integrations/:id/toggle', {
    summary: 'Switch a number off, or on again',
    description: 'Messages to a number that is switched off are held.',
    query: nothing,
    body: nothing,
    response: z.object({ success: z.literal(true), data: IntegrationView }),
  }),
  ...credentialsRoutes,
  ...queueRoutes,
  ...doctorRoutes,
  ...signupRoutes,
  ...crmInboxRoutes,
  ...templatesRoutes,
  ...quickRepliesRoutes,
  ...mediaRoutes,
  ...auditRoutes,
  ...webhooksRoutes,
  ...integrationsRoutes,
  ...integrationTemplatesRoutes,
  ...campaignsRoutes,
  ...outgoingWebhooksRoutes,
} as const;

export type Rest = typeof rest;
export type RestName = keyof Rest;
export type RestQuery<N extends RestName> = z.input<Rest[N]['query']>;
export type RestBody<N extends RestName> = z.input<Rest[N]['body']>;
export type RestResponse<N extends RestName> = z.output<Rest[N]['response']>;

/** Error body of every route (ruling 58). */
export const RestError = z.object({
  success: z.literal(false),
  message: z.string(),
  code: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  correlationId: z.string(),
});

/** Header with the per-launch secret of a bundled backend (S-21). */
export const launchHeader = 'x-parley-launch';

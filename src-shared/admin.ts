import { z } from 'zod';
import type { RestName } from './wire/rest.ts';

// What the admin's screens ask of the backend: a list of its routes. What they read is kept on this desktop, so that it
// is there without a network, with the time it was true (ruling 52 has what is changed without one).

/** Read-only routes whose last answer is kept. None of them may ever answer with a secret. */
export const adminReads = [
  'listIntegrations',
  'listIntegrationTokens',
  'listDevices',
  'endpointHealth',
  'availableEndpoints',
  'listTenants',
  'metrics',
  'listPeople',
  'listUserSessions',
  'securitySettings',
  'templateSyncs',
  'templateUses',
  'templateAnalytics',
  'templateHistory',
  'listWebhooks',
  'listOutgoingWebhooks',
  'listWebhookDeliveries',
  'listSessions',
  'secondFactor',
  'audit',
  'company',
  'countRetention',
  'countErasure',
  'listErasures',
  'erasure',
  'queueState',
  'healthBoard',
] as const satisfies readonly RestName[];
export type AdminRead = (typeof adminReads)[number];

/** Those that every admin's desktop has at hand, also when they were never looked at. They take no parameters. */
export const keptAlways = [
  'listIntegrations',
  'listIntegrationTokens',
  'listDevices',
  'endpointHealth',
  'listPeople',
  'securitySettings',
  'templateSyncs',
  'templateUses',
  'listWebhooks',
  'listOutgoingWebhooks',
  'audit',
  'company',
  'listErasures',
  'queueState',
  'healthBoard',
] as const satisfies readonly AdminRead[];

/** What changes something, or must be fresh: it needs the backend, and nothing of the answer is kept. */
export const adminActs = [
  'syncTemplates',
  'uploadTemplateSample',
  'createTemplate',
  'editTemplate',
  'deleteTemplate',
  'testTemplate',
  'inspectWebhook',
  'replayWebhook',
  'createOutgoingWebhook',
  'changeOutgoingWebhook',
  'deleteOutgoingWebhook',
  'replayWebhookDelivery',
  'stepUp',
  'createIntegrationToken',
  'createIntegration',
  'deleteIntegration',
  'makeDefaultIntegration',
  'startSignup',
  'signup',
  'examine',
  'examineWithMessage',
  'addDevice',
  'deviceCode',
  'reconnectDevice',
  'removeDevice',
  'createTenant',
  'updateTenant',
  'assignEndpoint',
  'removeEndpoint',
  'inviteUser',
  'withdrawInvitation',
  'updateUser',
  'makePasswordLink',
  'resetSecondFactor',
  'changeSecuritySettings',
  'changePassword',
  'revokeSession',
  'beginSecondFactor',
  'confirmSecondFactor',
  'renewRecoveryCodes',
  'disableSecondFactor',
  'verifyAudit',
  'updateCompany',
  'eraseContact',
  'cancelErasure',
] as const satisfies readonly RestName[];
export type AdminAct = (typeof adminActs)[number];

/** Which one of a route's things, and how. `body` is checked against the route's own schema. */
export const AdminInput = z.object({
  params: z.record(z.string().max(60), z.string().max(300)).optional(),
  query: z.record(z.string().max(60), z.union([z.string().max(500), z.number(), z.boolean()])).optional(),
  body: z.unknown().optional(),
});
export type AdminInput = z.infer<typeof AdminInput>;

/** The last answer this desktop has. `asOf`: epoch ms of the server's clock; both null when it never had one. */
export interface Kept<T> {
  data: T | null;
  asOf: number | null;
}

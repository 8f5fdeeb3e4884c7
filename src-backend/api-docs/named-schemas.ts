import { z } from 'zod';
import * as account from '#shared/account.ts';
import * as auditEntry from '#shared/audit-entry.ts';
import * as campaign from '#shared/campaign.ts';
import * as change from '#shared/change.ts';
import * as contact from '#shared/contact.ts';
import * as content from '#shared/content.ts';
import * as conversation from '#shared/conversation.ts';
import * as delivery from '#shared/delivery.ts';
import * as device from '#shared/device.ts';
import * as error from '#shared/error.ts';
import * as integrationToken from '#shared/integration-token.ts';
import * as message from '#shared/message.ts';
import * as mutation from '#shared/mutation.ts';
import * as outgoingWebhook from '#shared/outgoing-webhook.ts';
import * as outgoing from '#shared/outgoing.ts';
import * as permission from '#shared/permission.ts';
import * as sendFailure from '#shared/send-failure.ts';
import * as template from '#shared/template.ts';
import * as tenant from '#shared/tenant.ts';
import * as user from '#shared/user.ts';
import * as auditRoutes from '#shared/wire/audit-routes.ts';
import * as campaignsRoutes from '#shared/wire/campaigns-routes.ts';
import * as contactsRoutes from '#shared/wire/contacts-routes.ts';
import * as credentialsRoutes from '#shared/wire/credentials-routes.ts';
import * as crmInboxRoutes from '#shared/wire/crm-inbox-routes.ts';
import * as doctorRoutes from '#shared/wire/doctor-routes.ts';
import * as endpointsRoutes from '#shared/wire/endpoints-routes.ts';
import * as integrationTemplatesRoutes from '#shared/wire/integration-templates-routes.ts';
import * as integrationsRoutes from '#shared/wire/integrations-routes.ts';
import * as metricsRoutes from '#shared/wire/metrics-routes.ts';
import * as paging from '#shared/wire/paging.ts';
import * as queueRoutes from '#shared/wire/queue-routes.ts';
import * as quickRepliesRoutes from '#shared/wire/quick-replies-routes.ts';
import * as rest from '#shared/wire/rest.ts';
import * as templatesRoutes from '#shared/wire/templates-routes.ts';
import * as tenantsRoutes from '#shared/wire/tenants-routes.ts';
import * as toPerson from '#shared/wire/to-person.ts';
import * as usersRoutes from '#shared/wire/users-routes.ts';
import * as webhooksRoutes from '#shared/wire/webhooks-routes.ts';

// What the documentation names instead of repeating it: whatever the contract's files export under a name that is more
// than a plain text. A schema that is not found here is written out where it is used.

const files: readonly Record<string, unknown>[] = [
  account,
  auditEntry,
  campaign,
  change,
  contact,
  content,
  conversation,
  delivery,
  device,
  error,
  integrationToken,
  message,
  mutation,
  outgoingWebhook,
  outgoing,
  permission,
  sendFailure,
  template,
  tenant,
  user,
  auditRoutes,
  campaignsRoutes,
  contactsRoutes,
  credentialsRoutes,
  crmInboxRoutes,
  doctorRoutes,
  endpointsRoutes,
  integrationTemplatesRoutes,
  integrationsRoutes,
  metricsRoutes,
  paging,
  queueRoutes,
  quickRepliesRoutes,
  rest,
  templatesRoutes,
  tenantsRoutes,
  toPerson,
  usersRoutes,
  webhooksRoutes,
];

const kindsWithoutName = new Set(['string', 'pipe']);

/** Each named schema of the contract, by its name. */
export function namedSchemas(): ReadonlyMap<string, z.ZodType> {
  const all = files
    .flatMap((file) => Object.entries(file))
    .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
    .filter(([name, schema]) => /^[A-Z]/.test(name) && !kindsWithoutName.has(schema.def.type));
  return new Map(all);
}

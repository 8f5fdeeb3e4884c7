import { MessageId } from '#shared/ids.ts';
import type { ErrorCode } from '#shared/error.ts';
import type { RestBody, RestName, RestResponse } from '#shared/wire/rest.ts';

// What the guides of integrators print: their bodies and the literal texts of their errors. Everything else is made up
// from the schemas.

/** Bodies of requests, as the guides print them. */
export const bodies: { readonly [N in RestName]?: RestBody<N> } = {
  integrationSend: { recipientPhone: '1234567890', message: 'Hello' },
  integrationTemplateSend: { language: 'en_US', recipients: ['1234567890', '919876543220'] },
  putWhatsappConfig: {
    wabaId: '882555404932892',
    phoneNumberId: '882555404932892',
    accessToken: 'EAARKcTyPnWQBQ...',
  },
  signup: { code: 'AQBxyz123...', state: 't_a3eecb94bb822a92' },
  addDevice: { name: 'Front desk' },
  assignEndpoint: { endpoint_name: 'Primary' },
  linkAlias: { kind: 'phone', value: '919876543220' },
  createIntegration: {
    name: 'Main Business Number',
    phoneNumber: '+1 555 010 0001',
    phoneNumberId: '882555404932892',
    businessAccountId: '882555404932892',
    accessToken: 'EAARKcTyPnWQBQ...',
  },
};

/** Not every body is as its schema says alone: these checks are code. */
export const looseBodies: { readonly [N in RestName]?: unknown } = {
  sendMessage: {
    integrationId: '0199a3c2-7d4e-7b1a-9c55-2f6d1e8b4a07',
    to: '919876543220',
    type: 'text',
    text: { body: 'Hello!' },
  },
};

const messageId = MessageId.parse('0199a3c2-7d4e-7b1a-9c55-2f6d1e8b4a07');

/** Answers that say more than what is made up. */
export const answers: { readonly [N in RestName]?: RestResponse<N> } = {
  integrationSend: {
    success: true,
    message: 'Message sent successfully via Enromatics',
    data: { messageId, waMessageId: 'wamid.HBgMOTE5ODc2NTQzMjIwFQIAERgS', timestamp: '2026-01-08T12:34:56.000Z' },
  },
  integrationsIndex: {
    success: true,
    message: 'Parley integrations API',
    data: {
      docs: '/docs',
      routes: [{ method: 'POST', path: '/api/integrations/send-message', description: 'Send a message' }],
    },
  },
  metaCredentials: { accessToken: 'EAARKcTyPnWQBQmgbn8q...' },
  availableEndpoints: { endpoints: ['Primary', 'Secondary'], count: 2 },
  assignEndpoint: { config: { endpoint_name: 'Primary', is_configured: true, health_status: 'unknown' } },
};

export interface LiteralError {
  code: ErrorCode;
  message: string;
  details?: Record<string, unknown>;
}

const invalidToken: LiteralError = { code: 'unauthenticated', message: 'Invalid or expired integration token' };
const windowClosed: LiteralError = {
  code: 'reply_window_closed',
  message:
    'More than 24 hours have passed since the customer wrote: send an approved template, or wait until they write',
};
const noNumber: LiteralError = {
  code: 'invalid_input',
  message: 'No active WhatsApp phone number configured for this account',
};

/** Errors whose text programs and people know from the guides. */
export const errors: { readonly [N in RestName]?: readonly LiteralError[] } = {
  integrationVerify: [invalidToken],
  integrationConversations: [invalidToken],
  integrationSend: [
    invalidToken,
    {
      code: 'invalid_input',
      message: 'Missing required fields: recipientPhone, message',
      details: { field: 'recipientPhone' },
    },
    noNumber,
    windowClosed,
  ],
  integrationTemplateSend: [invalidToken, noNumber],
  metaCredentials: [{ code: 'not_found', message: 'Credentials not found' }],
  tenantEndpoint: [{ code: 'not_found', message: 'Tenant configuration not found' }],
  addDevice: [
    { code: 'not_found', message: 'No endpoints available' },
    { code: 'upstream', message: 'Failed to create device: the endpoint refuses its API key' },
  ],
  assignEndpoint: [
    { code: 'not_found', message: 'Endpoint not found' },
    { code: 'not_found', message: 'No endpoints available' },
  ],
};

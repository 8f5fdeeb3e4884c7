import type { ErrorCode } from '#shared/error.ts';
import type { RestBody, RestName } from '#shared/wire/rest.ts';

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
};

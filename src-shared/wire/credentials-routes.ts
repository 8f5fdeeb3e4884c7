import { z } from 'zod';
import { Verification } from '../account.ts';
import { nothing, route } from './route.ts';

const metaId = (what: string) => z.string().regex(/^\d{5,20}$/, `must be the digits of a ${what}`);
export const phoneNumberId = metaId('phone number ID');
const time = z.iso.datetime();

/** An account in the columns of the credentials guide. Its access token is in no answer but the service's own. */
export const WhatsappConfig = z.object({
  id: z.string(),
  tenantId: z.string(),
  wabaId: z.string(),
  phoneNumberId: z.string(),
  businessId: z.string().nullable(),
  displayPhoneNumber: z.string(),
  qualityRating: z.string().nullable(),
  isActive: z.boolean(),
  createdAt: time,
  updatedAt: time,
  businessAccountId: z.string().nullable(),
  verifyToken: z.string(),
  /** Meta accepts what is stored. */
  configured: z.boolean(),
});
export type WhatsappConfig = z.infer<typeof WhatsappConfig>;

const success = z.literal(true);

export const credentialsRoutes = {
  putWhatsappConfig: route('PUT', '/api/tenants/:tenantId/whatsapp/config', {
    summary: 'Configure a company’s number by hand',
    description:
      '`:tenantId`: id, external id or slug. Stored also when Meta refuses it, or can’t be reached (ruling 22).',
    proof: 'fresh',
    query: nothing,
    body: z.object({
      wabaId: metaId('WhatsApp Business Account ID'),
      phoneNumberId,
      accessToken: z.string().trim().min(10).max(2000),
      name: z.string().trim().min(1).max(200).optional(),
      displayPhoneNumber: z.string().trim().min(7).max(40).optional(),
      businessId: metaId('business ID').optional(),
      verifyToken: z.string().min(8).max(255).optional(),
      isActive: z.boolean().optional(),
    }),
    response: z.object({ success, data: z.object({ config: WhatsappConfig, verification: Verification }) }),
  }),
  metaCredentials: route('GET', '/tenants/:tenantId/credentials/meta', {
    summary: 'The access token of a company’s number',
    description: 'For services only. Without a number: the company’s default account.',
    proof: 'own',
    query: z.object({ phoneNumberId: phoneNumberId.optional() }),
    body: nothing,
    response: z.object({ accessToken: z.string() }),
  }),
  makeDefaultIntegration: route('POST', '/api/whatsapp/integrations/:id/default', {
    summary: 'Make a number the company’s default',
    description: 'The account that services get who name no number.',
    query: nothing,
    body: nothing,
    response: z.object({ success }),
  }),
  rotateEncryptionKeys: route('POST', '/api/encryption/rotate', {
    summary: 'Wrap all secrets with the newest key',
    description:
      'Reads ENCRYPTION_KEYS again and wraps every company’s data key with the first of them, while everything goes on. `left`: data keys under a key that is no longer there.',
    proof: 'fresh',
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      data: z.object({ current: z.string(), rewrapped: z.int(), left: z.int() }),
    }),
  }),
} as const;

import { z } from 'zod';
import { tiers } from '../company/account-state.ts';
import { allScopes } from '../graph/tokens.ts';

const id = z.string().min(1).max(128);
const phone = z
  .string()
  .transform((text) => text.replace(/[^\d]/g, ''))
  .refine((text) => text.length >= 7 && text.length <= 15, 'a phone number has 7 to 15 digits, country code first');

export const NewNumber = z.strictObject({
  wabaId: id,
  phoneNumber: phone,
  verifiedName: z.string().min(3).max(512),
  /** Verified and registered, ready to send; otherwise as `POST /{waba}/phone_numbers` leaves it. */
  registered: z.boolean().default(true),
  /** One of Meta's test numbers: it writes only to these, at most five. */
  allowedRecipients: z.array(phone).max(5).optional(),
  coexistence: z.boolean().default(false),
});

export const NumberChange = z.strictObject({
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  /** `HIGH` is the upgrade to 1,000 messages a second. */
  throughput: z.enum(['STANDARD', 'HIGH']).optional(),
  /** null: only the registration decides. */
  standing: z
    .enum(['FLAGGED', 'RESTRICTED', 'RATE_LIMITED', 'BANNED', 'MIGRATED', 'OFFLINE', 'DELETED'])
    .nullable()
    .optional(),
  /** Of the new display name that was asked for, or of the present one. */
  nameDecision: z.enum(['APPROVED', 'DEFERRED', 'PENDING', 'REJECTED']).optional(),
  rejectionReason: z.string().max(100).optional(),
  registered: z.boolean().optional(),
  verified: z.enum(['VERIFIED', 'NOT_VERIFIED', 'EXPIRED']).optional(),
  pin: z
    .string()
    .regex(/^\d{6}$/, 'six digits')
    .nullable()
    .optional(),
  /** `security` webhooks that no call of the API causes. */
  security: z.enum(['PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS']).optional(),
  /** true onboards the number out of the WhatsApp Business app now; false disconnects it there. */
  coexistence: z.boolean().optional(),
  sharesHistory: z.boolean().optional(),
  allowedRecipients: z.array(phone).max(5).nullable().optional(),
  maintenance: z
    .union([z.literal(131057), z.literal(2494100)])
    .nullable()
    .optional(),
  certificateBroken: z.boolean().optional(),
  deregistrationIncomplete: z.boolean().optional(),
  official: z.boolean().optional(),
});

export const AccountChange = z.strictObject({
  ban: z.enum(['DISABLE', 'SCHEDULE_FOR_DISABLE', 'REINSTATE']).optional(),
  /** Epoch ms at which a scheduled ban comes into force; a week from now unless given. */
  banAt: z.int().min(0).optional(),
  hasPaymentMethod: z.boolean().optional(),
  locked: z.boolean().optional(),
  policyBlocked: z.boolean().optional(),
  restrictedCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'ISO country codes'))
    .max(250)
    .optional(),
  reviewStatus: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'DEFERRED']).optional(),
  /** Any other `account_update`, with what stands beside the event. */
  event: z.strictObject({ name: z.string().min(1).max(100), details: z.looseObject({}).default({}) }).optional(),
  alert: z
    .strictObject({
      type: z.string().min(1).max(100),
      severity: z.enum(['CRITICAL', 'INFORMATIONAL', 'WARNING']).default('INFORMATIONAL'),
      status: z.enum(['ACTIVE', 'NONE']).default('ACTIVE'),
      description: z.string().max(1000).default(''),
      /** The portfolio unless a number is named. */
      phoneNumberId: id.optional(),
    })
    .optional(),
});

export const PortfolioChange = z.strictObject({
  tier: z.enum(tiers).optional(),
  verification: z.enum(['verified', 'not_verified', 'pending', 'rejected']).optional(),
});

export const TokenOrder = z.strictObject({
  kind: z.enum(['system-user', 'business', 'user']).default('system-user'),
  scopes: z.array(z.enum(allScopes)).default(['whatsapp_business_management', 'whatsapp_business_messaging']),
  /** Accounts it may touch; all unless given. */
  wabaIds: z.array(id).optional(),
  /** Never expires unless given. */
  lifeMs: z.int().min(1).optional(),
});

export const TokenDeath = z.strictObject({ accessToken: z.string().min(1).max(2000), subcode: z.int().default(467) });

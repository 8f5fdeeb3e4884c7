import { z } from 'zod';
import { phoneNumberId } from './credentials-routes.ts';
import { nothing, route } from './route.ts';

const success = z.literal(true);

/** Where Meta's dialog sends the browser back to; the page there leads on to the desktop. */
export const signupCallbackPath = '/api/whatsapp/signup/callback';

export const signupRoutes = {
  startSignup: route('GET', '/api/whatsapp/signup/start', {
    summary: 'Begin Meta’s signup dialog',
    description: 'The address of Meta’s dialog. `state` comes back from it and works once, until `expiresAt`.',
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      data: z.object({ url: z.url(), state: z.string(), redirectUri: z.url(), expiresAt: z.iso.datetime() }),
    }),
  }),
  signupCallback: route('GET', signupCallbackPath, {
    summary: 'Where Meta’s dialog sends the browser',
    query: z.object({
      code: z.string().max(2000).optional(),
      state: z.string().max(200).optional(),
      error_description: z.string().max(1000).optional(),
    }),
    body: nothing,
    response: z.string(),
  }),
  signup: route('POST', '/api/whatsapp/signup', {
    summary: 'Finish Meta’s signup with its code',
    description:
      '`state`: that of `startSignup`, or a company’s id with an admin’s session of it (ruling 25). The rest is for dialogs that were opened elsewhere: their redirect URI, what their window message named, the number’s PIN if it has one.',
    proof: 'fresh',
    query: nothing,
    body: z.object({
      code: z.string().min(1).max(2000),
      state: z.string().min(1).max(200),
      redirectUri: z.url().max(2000).optional(),
      wabaId: z
        .string()
        .regex(/^\d{5,20}$/, 'must be the digits of a WhatsApp Business Account ID')
        .optional(),
      phoneNumberId: phoneNumberId.optional(),
      pin: z
        .string()
        .regex(/^\d{6}$/, 'must be six digits')
        .optional(),
    }),
    response: z.object({
      success,
      data: z.object({ wabaId: z.string(), phoneNumberId: z.string(), displayPhoneNumber: z.string() }),
    }),
  }),
} as const;

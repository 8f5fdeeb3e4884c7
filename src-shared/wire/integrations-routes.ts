import { z } from 'zod';
import { Campaign } from '../campaign.ts';
import { Content, MediaKind } from '../content.ts';
import { AccountId, ConversationId, MessageId } from '../ids.ts';
import { IntegrationToken } from '../integration-token.ts';
import { SendFailure } from '../send-failure.ts';
import { CampaignAnswer, perMinute, recipients } from './campaigns-routes.ts';
import { MessageStatus } from './crm-inbox-routes.ts';
import { Pagination, paging } from './paging.ts';
import { done, nothing, route } from './route.ts';
import { AnyMessageId, Label, RecipientPhone, TemplateToSend } from './to-person.ts';

// The integrations API: what a program may do with the token of one account, and the routes that hand tokens out.
// Times are ISO 8601 (ruling 4).

const time = z.iso.datetime();
const success = z.literal(true);

const isMissing = (value: unknown) => value == null || (typeof value === 'string' && value.trim() === '');
/** Names what misses in the words of the integrators' guide, before anything else is looked at. */
const withRequiredFields = z
  .unknown()
  .transform((body) => (typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}))
  .superRefine((body, context) => {
    const given = new Map<string, unknown>(Object.entries(body));
    const required = isMissing(given.get('template')) ? ['recipientPhone', 'message'] : ['recipientPhone'];
    const missing = required.filter((name) => isMissing(given.get(name)));
    if (missing.length === 0) return;
    const message = `Missing required fields: ${missing.join(', ')}`;
    context.addIssue({ code: 'custom', message, params: { field: missing[0] } });
  });

export const MessageToPerson = z.object({
  recipientPhone: RecipientPhone,
  /** The text, or the caption of a file. Not needed with `template`. */
  message: z.string().max(4096, 'is longer than the 4096 characters WhatsApp allows').optional(),
  mediaUrl: z
    .url({ protocol: /^https?$/, error: 'must be an https address' })
    .max(2048)
    .nullish(),
  /** What the file is sent as; taken from its content type when absent. */
  mediaType: MediaKind.nullish(),
  template: TemplateToSend.nullish(),
  /** The message it answers: our id, or WhatsApp’s. */
  replyTo: AnyMessageId.nullish(),
});

const SendMessage = withRequiredFields
  .pipe(MessageToPerson)
  .refine(({ mediaType, mediaUrl }) => mediaType == null || mediaUrl != null, {
    path: ['mediaUrl'],
    message: 'is missing: mediaType says what the file at mediaUrl is',
  })
  .refine(({ template, mediaUrl }) => template == null || mediaUrl == null, {
    path: ['mediaUrl'],
    message: 'can’t go with a template: put the file into its header component',
  });
export type SendMessage = z.output<typeof SendMessage>;

const SentMessage = z.object({
  messageId: MessageId,
  /** null until WhatsApp has answered. */
  waMessageId: z.string().nullable(),
  timestamp: time,
  /** Only with 202: WhatsApp has not answered in time. `uncertain`: it may have arrived, and is not sent again. */
  status: z.enum(['pending', 'uncertain']).optional(),
});

export const IntegratorMessage = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  waMessageId: z.string().nullable(),
  direction: z.enum(['inbound', 'outbound']),
  /** text, image, video, audio, document, sticker, location, contacts, interactive, answer, template … */
  type: z.string(),
  /** One line of it, for lists. */
  preview: z.string(),
  content: Content,
  status: MessageStatus,
  /** What Meta reported, in the order of its steps. */
  timeline: z.array(z.object({ status: MessageStatus, at: time })),
  error: SendFailure.omit({ at: true }).nullable(),
  replyTo: MessageId.nullable(),
  timestamp: time,
});
export type IntegratorMessage = z.infer<typeof IntegratorMessage>;

export const IntegratorConversation = z.object({
  conversationId: ConversationId,
  /** Digits; null when only a user name is known. */
  userPhone: z.string().nullable(),
  userName: z.string(),
  lastMessageAt: time.nullable(),
  lastMessagePreview: z.string().nullable(),
  /** Inbound messages that nobody of the team has seen (ruling 50). */
  unreadCount: z.int(),
});
export type IntegratorConversation = z.infer<typeof IntegratorConversation>;

export const integrationsRoutes = {
  listIntegrationTokens: route('GET', '/api/settings/integration-tokens', {
    summary: 'List integration tokens',
    description: 'Active tokens, one per account at most.',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: z.array(IntegrationToken) }),
  }),
  createIntegrationToken: route('POST', '/api/settings/integration-tokens', {
    summary: 'Generate the integration token of an account',
    description: 'The only answer that ever holds the token. The account’s former token is revoked with it.',
    proof: 'fresh',
    query: nothing,
    body: z.object({ accountId: AccountId, name: Label.max(100).default('Enromatics') }),
    response: z.object({
      success,
      data: z.object({
        token: z.string(),
        accountId: AccountId,
        wabaId: z.string(),
        lastFour: z.string().length(4),
        createdAt: time,
      }),
    }),
  }),
  revokeIntegrationToken: route('DELETE', '/api/settings/integration-tokens/:accountId', {
    summary: 'Revoke the integration token of an account',
    query: nothing,
    body: nothing,
    response: done,
  }),

  integrationsIndex: route('GET', '/api/integrations', {
    summary: 'What an integrator may call',
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      message: z.string(),
      data: z.object({
        docs: z.string(),
        routes: z.array(z.object({ method: z.string(), path: z.string(), description: z.string() })),
      }),
    }),
  }),
  integrationSend: route('POST', '/api/integrations/send-message', {
    summary: 'Send a message',
    description:
      'Waits for WhatsApp’s answer: 200 with its id, 202 when there was none in time (header `Prefer: wait=<seconds>` shortens the 30 s). `Idempotency-Key`: the same key gives the same message.',
    query: nothing,
    body: SendMessage,
    response: z.object({ success, message: z.string(), data: SentMessage }),
  }),
  integrationConversations: route('GET', '/api/integrations/conversations', {
    summary: 'Conversations, newest first',
    query: z.object(paging),
    body: nothing,
    response: z.object({
      success,
      data: z.object({ conversations: z.array(IntegratorConversation), pagination: Pagination }),
    }),
  }),
  integrationMessages: route('GET', '/api/integrations/conversations/:id/messages', {
    summary: 'Messages of a conversation, newest first',
    description: 'Private notes of the team are not in them.',
    query: z.object(paging),
    body: nothing,
    response: z.object({ success, data: z.object({ messages: z.array(IntegratorMessage), pagination: Pagination }) }),
  }),
  integrationMessage: route('GET', '/api/integrations/messages/:id', {
    summary: 'One message, with its status and delivery reports',
    description: 'By our id or by WhatsApp’s.',
    query: nothing,
    body: nothing,
    response: z.object({ success, data: IntegratorMessage }),
  }),
  integrationTemplateSend: route('POST', '/api/integrations/templates/:name/send', {
    summary: 'Send a template to up to 1,000 people',
    description:
      '202 with the campaign, which goes on by itself, throttled, once per person. `Idempotency-Key`: the same key, the same campaign.',
    query: nothing,
    body: z.object({
      language: TemplateToSend.shape.language,
      components: TemplateToSend.shape.components,
      recipients,
      perMinute,
      /** What people see the campaign as; the template's name when absent. */
      campaignName: Label.optional(),
    }),
    response: z.object({ success, message: z.string(), data: Campaign }),
  }),
  integrationCampaign: route('GET', '/api/integrations/campaigns/:id', {
    summary: 'How far such a campaign is',
    description: 'How far it is, and what became of the messages.',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
  integrationCampaignCancel: route('POST', '/api/integrations/campaigns/:id/cancel', {
    summary: 'End such a campaign',
    description: 'Those who wait are not written to any more.',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
  integrationVerify: route('GET', '/api/integrations/verify', {
    summary: 'Is the token right, and can its account send?',
    query: nothing,
    body: nothing,
    response: z.object({
      success,
      message: z.literal('Connected'),
      data: z.object({
        accountId: AccountId,
        accountName: z.string(),
        wabaId: z.string(),
        displayPhoneNumber: z.string(),
        canSend: z.boolean(),
      }),
    }),
  }),
} as const;

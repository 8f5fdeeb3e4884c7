import { z } from 'zod';
import { Campaign, defaultPerMinute, maxPerMinute, maxRecipients } from '../campaign.ts';
import { AccountId, MessageId } from '../ids.ts';
import { MessageStatus } from './crm-inbox-routes.ts';
import { Pagination, paging } from './paging.ts';
import { nothing, route } from './route.ts';
import { Label, RecipientPhone, TemplateToSend } from './to-person.ts';

const success = z.literal(true);

/** A recipient: a phone, or a phone with components of its own in place of everyone's. */
export const Recipient = z.union([
  RecipientPhone.transform((recipientPhone) => ({ recipientPhone, components: null })),
  z.object({ recipientPhone: RecipientPhone, components: TemplateToSend.shape.components.nullable().default(null) }),
]);
export type Recipient = z.output<typeof Recipient>;

export const recipients = z
  .array(Recipient)
  .min(1, 'must name at least one recipient')
  .max(maxRecipients, `are more than ${maxRecipients}: send several campaigns`);
export const perMinute = z.int().min(1).max(maxPerMinute).default(defaultPerMinute);

export const NewCampaign = z.object({
  accountId: AccountId,
  name: Label.optional(),
  template: TemplateToSend,
  recipients,
  perMinute,
});

export const CampaignAnswer = z.object({ success, data: Campaign });

export const campaignsRoutes = {
  listCampaigns: route('GET', '/api/campaigns', {
    summary: 'List campaigns, newest first',
    query: z.object(paging),
    body: nothing,
    response: z.object({ success, data: z.array(Campaign), pagination: Pagination }),
  }),
  createCampaign: route('POST', '/api/campaigns', {
    summary: 'Send a template to many people',
    description:
      'Starts at once. Recipients that are named twice get one message. `Idempotency-Key`: the same key, the same campaign.',
    query: nothing,
    body: NewCampaign,
    response: CampaignAnswer,
  }),
  campaign: route('GET', '/api/campaigns/:id', {
    summary: 'How far a campaign is',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
  campaignRecipients: route('GET', '/api/campaigns/:id/recipients', {
    summary: 'What became of each recipient',
    description: 'In the order in which they were named.',
    query: z.object(paging),
    body: nothing,
    response: z.object({
      success,
      data: z.array(
        z.object({
          phone: z.string(),
          status: z.enum(['waiting', 'skipped', ...MessageStatus.options]),
          messageId: MessageId.nullable(),
          /** Why it was skipped or has failed. */
          error: z.string().nullable(),
        }),
      ),
      pagination: Pagination,
    }),
  }),
  pauseCampaign: route('POST', '/api/campaigns/:id/pause', {
    summary: 'Pause a campaign',
    description: 'What is on its way goes out; nobody else is written to until `resume`.',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
  resumeCampaign: route('POST', '/api/campaigns/:id/resume', {
    summary: 'Go on with a paused campaign',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
  cancelCampaign: route('POST', '/api/campaigns/:id/cancel', {
    summary: 'End a campaign',
    description: 'For good: those who wait are skipped.',
    query: nothing,
    body: nothing,
    response: CampaignAnswer,
  }),
} as const;

import { v7 } from 'uuid';
import { z } from 'zod';

/** Ids are UUIDv7 text: sortable by creation time, opaque to everyone. Branded, so swapping two is a type error. */
const uuid = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'must be a UUID');

export const TenantId = uuid.brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;
export const UserId = uuid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const AccountId = uuid.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;
export const ContactId = uuid.brand<'ContactId'>();
export type ContactId = z.infer<typeof ContactId>;
export const ConversationId = uuid.brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;
export const MessageId = uuid.brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;
export const TemplateId = uuid.brand<'TemplateId'>();
export type TemplateId = z.infer<typeof TemplateId>;
/** One that is being written on a desktop. */
export const TemplateDraftId = uuid.brand<'TemplateDraftId'>();
export type TemplateDraftId = z.infer<typeof TemplateDraftId>;
export const MediaId = uuid.brand<'MediaId'>();
export type MediaId = z.infer<typeof MediaId>;
export const CampaignId = uuid.brand<'CampaignId'>();
export type CampaignId = z.infer<typeof CampaignId>;
export const IntegrationTokenId = uuid.brand<'IntegrationTokenId'>();
export type IntegrationTokenId = z.infer<typeof IntegrationTokenId>;
/** Whom outgoing webhooks are delivered to. */
export const SubscriptionId = uuid.brand<'SubscriptionId'>();
export type SubscriptionId = z.infer<typeof SubscriptionId>;
export const DeliveryId = uuid.brand<'DeliveryId'>();
export type DeliveryId = z.infer<typeof DeliveryId>;
export const MutationId = uuid.brand<'MutationId'>();
export type MutationId = z.infer<typeof MutationId>;
/** A signed-in desktop (ruling 6: *device* is a number linked by QR, a desktop is a *client*). */
export const ClientId = uuid.brand<'ClientId'>();
export type ClientId = z.infer<typeof ClientId>;
export const SessionId = uuid.brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;
export const PasswordLinkId = uuid.brand<'PasswordLinkId'>();
export type PasswordLinkId = z.infer<typeof PasswordLinkId>;
export const ContactNoteId = uuid.brand<'ContactNoteId'>();
export type ContactNoteId = z.infer<typeof ContactNoteId>;
export const DeviceId = uuid.brand<'DeviceId'>();
export type DeviceId = z.infer<typeof DeviceId>;
export const LibraryItemId = uuid.brand<'LibraryItemId'>();
export type LibraryItemId = z.infer<typeof LibraryItemId>;
export const ScheduledSendId = uuid.brand<'ScheduledSendId'>();
export type ScheduledSendId = z.infer<typeof ScheduledSendId>;
export const TeamId = uuid.brand<'TeamId'>();
export type TeamId = z.infer<typeof TeamId>;
export const ErasureId = uuid.brand<'ErasureId'>();
export type ErasureId = z.infer<typeof ErasureId>;
export const WorkspaceId = uuid.brand<'WorkspaceId'>();
export type WorkspaceId = z.infer<typeof WorkspaceId>;

type Branded =
  | TeamId
  | ErasureId
  | DeviceId
  | LibraryItemId
  | ScheduledSendId
  | ContactNoteId
  | PasswordLinkId
  | MediaId
  | CampaignId
  | IntegrationTokenId
  | SubscriptionId
  | DeliveryId
  | TenantId
  | UserId
  | AccountId
  | ContactId
  | ConversationId
  | MessageId
  | TemplateId
  | TemplateDraftId
  | MutationId;
type Id = Branded | ClientId | SessionId | WorkspaceId;

/** A new id of the wanted kind. The one place where plain text becomes a branded id without parsing. */
export function newId<T extends Id>(): T {
  return v7() as string as T;
}

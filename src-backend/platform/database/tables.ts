// One type per table, all in one file because Kysely needs the whole database as one type: longer than other files.
import type { ColumnType, Generated } from 'kysely';

// The backend's tables as Kysely sees them (camelCase here, snake_case in SQL through CamelCasePlugin).
// Portable subset: text ids, bigint epoch ms, integer 0/1 flags, JSON as text. Every table that holds a company's data
// carries tenantId in its key (S-60).

type Flag = number;
type Json = string;

export interface TenantTable {
  id: string;
  externalId: string;
  slug: string;
  name: string;
  whatsappConfigured: Flag;
  version: number;
  createdAt: number;
  /** Nobody of the company may sign in, and nothing goes out, while it is set. */
  suspendedAt: number | null;
  /** Admins must have a second factor. */
  secondFactorForAdmins: Flag;
}

export interface AppUserTable {
  id: string;
  name: string;
  email: string;
  passwordHash: string;
  superadmin: Flag;
  active: Flag;
  createdAt: number;
}

/** A role in a tenant (ruling 51). `version` is that of the synced user entity. */
export interface TenantGrantTable {
  tenantId: string;
  userId: string;
  role: string;
  version: number;
}

/** One signed-in client. */
export interface ClientSessionTable {
  id: string;
  tenantId: string;
  userId: string;
  clientId: string;
  clientName: string;
  createdAt: number;
  lastUsedAt: number;
  idleExpiresAt: number;
  absoluteExpiresAt: number;
  revokedAt: number | null;
  revokedReason: string | null;
  /** When its owner last gave a password or a code (S-62). */
  provedAt: number;
}

/** A single-use link by which somebody sets their password, as its SHA-256. `purpose`: invitation | reset. */
export interface PasswordLinkTable {
  tenantId: string;
  id: string;
  userId: string;
  purpose: string;
  hash: string;
  createdBy: string;
  createdAt: number;
  expiresAt: number;
  /** Used, replaced or withdrawn. */
  endedAt: number | null;
}

/** A person's authenticator. It asks for nothing until it is confirmed. */
export interface SecondFactorTable {
  tenantId: string;
  userId: string;
  /** Encrypted like accessToken. */
  secret: string;
  createdAt: number;
  confirmedAt: number | null;
  /** Time step of the last code that was taken: no code is good twice. */
  lastStep: number;
}

/** What is left of a person's recovery codes, as SHA-256. */
export interface RecoveryCodeTable {
  tenantId: string;
  userId: string;
  hash: string;
}

/** Rotating refresh tokens, stored as SHA-256 only (S-45). */
export interface RefreshTokenTable {
  hash: string;
  sessionId: string;
  parentHash: string | null;
  issuedAt: number;
  spentAt: number | null;
}

/** Failures per account and per network (S-44); survives a restart. */
export interface LoginThrottleTable {
  key: string;
  failures: number;
  windowStartedAt: number;
  blockedUntil: number;
}

/** Per-tenant data keys, wrapped by a key of ENCRYPTION_KEYS (S-40). */
export interface DataKeyTable {
  id: string;
  tenantId: string;
  kekId: string;
  wrapped: string;
  createdAt: number;
}

/** An account. The name and the first block of columns are the credentials seed's (ruling 1). */
export interface TenantWhatsappConfigTable {
  id: string;
  tenantId: string;
  wabaId: string;
  phoneNumberId: string;
  /** `v1.<dataKeyId>.<iv>.<tag>.<ciphertext>`, never the token itself; null when credentials come from an endpoint. */
  accessToken: string | null;
  businessId: string | null;
  displayPhoneNumber: string;
  qualityRating: string | null;
  isActive: Flag;
  createdAt: number;
  updatedAt: number;
  businessAccountId: string | null;
  verifyToken: string;
  configured: Flag;
  name: string;
  color: number;
  provider: string;
  credentialSource: string;
  country: string | null;
  cannotSend: string | null;
  readReceipts: string;
  /** Encrypted like accessToken; null = the app's secret. */
  appSecret: string | null;
  version: number;
  /** A removed account keeps its row, without secrets, so that its conversations stay; adding the number revives it. */
  deletedAt: number | null;
  /** The one that services get who name no number; none: the first connected. */
  isDefault: Flag;
  /** When the token was entered: an attempt from before it was made with another one. */
  tokenSetAt: number | null;
  /** When Meta was last asked about the token. */
  tokenCheckedAt: number | null;
  /** null: never, or nobody knows. */
  tokenExpiresAt: number | null;
  /** The last warning about its end: 14, 7 or 1 days before, 0 when it was over. */
  tokenWarnedDays: number | null;
  /** Of the number's two-step verification, encrypted like accessToken; null when we have not set it. */
  twoStepPin: string | null;
  /** What Meta's webhooks said of number and business account; see accounts/standing.ts. null: nothing yet. */
  standing: Json | null;
  /** Since when the endpoint it goes through has not answered, once that was long enough to alert. */
  endpointDownSince: number | null;
  /** 1: also used in the WhatsApp Business app (coexistence): Meta lets it send less. */
  onPhone: number;
  /** 0: CRMs hear only of people they know (ruling 37). */
  autoCreateContacts: Flag;
}

/** The endpoint of the environment that a company uses, by name: neither its address nor its key is in any table. */
export interface TenantEndpointConfigTable {
  tenantId: string;
  id: string;
  endpointName: string;
  autoReconnect: Flag;
  /** This and the next, and messageTimeout: seconds. */
  reconnectInterval: number;
  healthCheckInterval: number;
  webhookRetries: number;
  messageTimeout: number;
  isConfigured: Flag;
  healthStatus: string;
  lastHealthCheck: number | null;
  nextCheckAt: number;
  unhealthySince: number | null;
  /** When its being unhealthy was told; null: not yet, or it is well. */
  alertedAt: number | null;
  createdAt: number;
  updatedAt: number;
}

/** A stretch of time in which an endpoint's health was the same. `responseMs`: of the last answer in it. */
export interface EndpointHealthTable {
  tenantId: string;
  since: number;
  until: number;
  status: string;
  problem: string | null;
  checks: number;
  responseMs: number | null;
}

/** A number that is linked to a gateway by a QR code. `state`: see `DeviceState`. */
export interface DeviceTable {
  tenantId: string;
  id: string;
  name: string;
  /** What the gateway calls it. */
  instanceName: string;
  /** Name of the endpoint it was made at. */
  endpointName: string;
  state: string;
  /** What is wrong with it, for admins. */
  problem: string | null;
  /** Digits of the phone it is, or was last, linked to. */
  number: string | null;
  /** null until a phone has scanned its code. */
  accountId: string | null;
  /** What the gateway proves itself with, encrypted like accessToken, and its SHA-256 to compare with. */
  secret: string;
  secretHash: string;
  /** Where the gateway was told to tell us of it. */
  webhookUrl: string;
  stateSince: number;
  nextCheckAt: number;
  createdBy: string;
  createdAt: number;
  removedAt: number | null;
  /** The gateway has let go of it. */
  instanceRemoved: Flag;
}

/** A sign-up at Meta on its way: the word it comes back with, as SHA-256, works once. */
export interface SignupNonceTable {
  tenantId: string;
  hash: string;
  userId: string;
  redirectUri: string | null;
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

export interface ContactTable {
  id: string;
  tenantId: string;
  name: string;
  mergedInto: string | null;
  version: number;
  createdAt: number;
}

/** What the company itself says of a contact; a contact without one has nothing of it. */
export interface ContactProfileTable {
  tenantId: string;
  contactId: string;
  /** Wins over the name at WhatsApp. */
  ownName: string | null;
  attributes: Json;
  tags: Json;
  /** Ids of the accounts that block them at WhatsApp. */
  blockedBy: Json;
  /** The newest yes or no of each purpose. */
  consent: Json;
}

export interface ContactNoteTable {
  tenantId: string;
  contactId: string;
  id: string;
  text: string;
  authorId: string;
  createdAt: number;
}

/** Every yes and no of a contact to being written to; the newest of a purpose counts. */
export interface ContactConsentTable {
  tenantId: string;
  contactId: string;
  purpose: string;
  at: number;
  state: string;
  source: string;
  evidence: string | null;
  actorId: string | null;
  recordedAt: number;
}

/** `scope`: the portfolio (WABA) for BSUIDs, '' otherwise. Phones are stored in canonical form (canonicalPhone). */
export interface ContactAliasTable {
  tenantId: string;
  kind: string;
  scope: string;
  value: string;
  contactId: string;
  seenAt: number;
}

export interface ConversationTable {
  id: string;
  tenantId: string;
  accountId: string;
  contactId: string;
  state: string;
  assigneeId: string | null;
  previewMessageId: string | null;
  lastMessageAt: number;
  /** seq of the message that is newest by (at, seq); ties are broken by it. */
  lastMessageSeq: number;
  inboundCount: number;
  lastInboundAt: number | null;
  windowClosesAt: number | null;
  waitingSince: number | null;
  version: number;
  createdAt: number;
  archivedAt: number | null;
  /** Array of texts; null when it has none. */
  tags: Json | null;
  priority: string | null;
  snoozedUntil: number | null;
}

export interface MessageTable {
  id: string;
  tenantId: string;
  conversationId: string;
  accountId: string;
  direction: string;
  seq: number;
  at: number;
  metaTimestamp: number | null;
  content: Json;
  replyTo: string | null;
  origin: Json;
  inboundNo: number | null;
  wamid: string | null;
  sendState: Json | null;
  delivery: Json;
  version: number;
  receivedAt: number;
  /** What a message has besides its content (`MessageExtras`); null when it has nothing of it. */
  extras: Json | null;
}

/** Every status webhook row, once. `messageId` null until a message with that wamid is known. */
export interface StatusEventTable {
  tenantId: string;
  accountId: string;
  wamid: string;
  status: string;
  recipient: string;
  timestamp: number;
  opaqueId: string | null;
  failure: Json | null;
  receivedAt: number;
  messageId: string | null;
  /** `{type, category}` as Meta billed it; null when this status did not say. */
  pricing: Json | null;
}

/**
 * What was done to a message after it was written, once each, also when the message is not known (yet): reactions,
 * edits, deletions. `quote`: the message `wamid` quotes it. `actor`: customer | team. `value`: emoji or new text.
 */
export interface MessageActTable {
  tenantId: string;
  accountId: string;
  targetWamid: string;
  wamid: string;
  kind: string;
  actor: string;
  value: string | null;
  /** Meta's seconds. */
  timestamp: number;
  receivedAt: number;
}

/**
 * Every correctly signed webhook body that said something new. `bodyHash`: SHA-256 of callback and body. `keyed`: all it
 * says is known by keys of its own, so a copy says nothing new and is not kept; of the others the hash is unique
 * (S-51). `state`: projected | dead.
 */
export interface WebhookEventTable {
  id: Generated<number>;
  bodyHash: string;
  keyed: Flag;
  /** meta_cloud | gateway: in whose words it is. */
  provider: Generated<string>;
  /** Whose callback was called, an account's or a device's; null for the shared callback. */
  accountId: string | null;
  body: ColumnType<Buffer, Buffer, Buffer>;
  receivedAt: number;
  state: string;
  error: string | null;
  /** The company it was for, null when nobody here was meant. A body for several companies has a row for each. */
  tenantId: string | null;
  /** Ids of that company's accounts it speaks of, with commas between. */
  receivers: string;
  /** Meta's names of what it reports, with commas between. */
  fields: string;
}

/**
 * The send queue: one row per message, or reaction, that still has to go out. `id`: that of the message, or the
 * reaction's own. `state`: ready | leased | held | uncertain.
 */
export interface SendJobTable {
  tenantId: string;
  id: string;
  /** What is sent, or what is reacted to. */
  messageId: string;
  /** `{emoji, userId}`; null when the message itself is sent. */
  reaction: Json | null;
  accountId: string;
  conversationId: string;
  seq: number;
  state: string;
  notBefore: number;
  attempts: number;
  firstTriedAt: number | null;
  leaseUntil: number;
  fence: number;
}

/** Written before each call to Meta; an attempt without an outcome is ambiguous (R-6d). */
export interface SendAttemptTable {
  tenantId: string;
  jobId: string;
  number: number;
  messageId: string;
  startedAt: number;
  finishedAt: number | null;
  outcome: string | null;
  code: number | null;
}

/** What a caller asked for under a key of its own choice, and the message that came of it. */
export interface IdempotencyKeyTable {
  tenantId: string;
  /** Whose key it is: two callers may choose the same. */
  scope: string;
  key: string;
  requestHash: string;
  messageId: string;
  createdAt: number;
}

/** `scopeUserId`: the only reader, null for everyone in the tenant. `deleted`: tombstone. */
export interface ChangeLogTable {
  tenantId: string;
  seq: number;
  entity: string;
  entityId: string;
  version: number;
  scopeUserId: string | null;
  deleted: Flag;
  at: number;
}

/** The tenant's counter: commit order is sequence order (R-5a). `floorSeq`: changes up to here were compacted away. */
export interface ChangeHeadTable {
  tenantId: string;
  epoch: string;
  seq: number;
  floorSeq: number;
}

export interface MutationTable {
  tenantId: string;
  id: string;
  userId: string;
  type: string;
  requestHash: string;
  result: Json;
  createdAt: number;
}

export interface ReadMarkTable {
  tenantId: string;
  userId: string;
  conversationId: string;
  inboundNo: number;
  version: number;
  unread: number;
  pinned: number;
  muted: number;
  mentionedAt: number | null;
  /** HandedDraft as JSON. */
  handedDraft: string | null;
}

/** A quick reply, a saved view or a label. `ownerId` null: shared with the team. */
export interface LibraryItemTable {
  tenantId: string;
  id: string;
  version: number;
  ownerId: string | null;
  kind: string;
  content: Json;
  updatedBy: string;
  updatedAt: number;
}

/** A message that goes out later. `problem`: why it did not; a person decides. */
export interface ScheduledSendTable {
  tenantId: string;
  id: string;
  version: number;
  conversationId: string;
  userId: string;
  content: Json;
  replyTo: string | null;
  sendAt: number;
  problem: Json | null;
}

/** Append-only: triggers refuse update and delete. `tenantId` '' = the installation itself. */
export interface AuditEntryTable {
  tenantId: string;
  seq: number;
  at: number;
  actorId: string | null;
  action: string;
  target: string | null;
  details: Json;
  /** When a desktop that was offline did it; null when that is `at`. */
  madeAt: number | null;
  /** SHA-256 over the hash of the entry before and this entry (S-64). */
  hash: string;
  /** `RequestOrigin`; null when the server did it by itself, and in entries of before there was such a field. */
  origin: Json | null;
}

/** How a company's sending and receiving did in one minute (`HealthSample`). */
export interface HealthSampleTable {
  tenantId: string;
  at: number;
  waiting: number;
  webhooks: number;
  lagMs: number | null;
  databaseMs: number;
  memoryBytes: number;
}

/** A token of an integrator, as its SHA-256 (S-42). `alert`: the last unusual use (`TokenAlert`). */
export interface IntegrationTokenTable {
  tenantId: string;
  id: string;
  accountId: string;
  name: string;
  hash: string;
  lastFour: string;
  createdBy: string;
  createdAt: number;
  revokedAt: number | null;
  lastUsedAt: number | null;
  lastNetwork: string | null;
  lastUserAgent: string | null;
  alert: Json | null;
}

export interface IntegrationTokenNetworkTable {
  tenantId: string;
  tokenId: string;
  network: string;
  firstSeenAt: number;
}

/** `hour`: epoch ms of its beginning. */
export interface IntegrationTokenHourTable {
  tenantId: string;
  tokenId: string;
  hour: number;
  requests: number;
}

/** `createdBy` null: a program, by its token. `requestKey`: what the caller named it, so that it starts once. */
export interface CampaignTable {
  tenantId: string;
  id: string;
  accountId: string;
  name: string;
  template: string;
  language: string;
  components: Json;
  state: string;
  perMinute: number;
  createdBy: string | null;
  requestKey: string | null;
  requestHash: string;
  createdAt: number;
  finishedAt: number | null;
}

/** `phone` in canonical form. `components` null: everyone's. */
export interface CampaignRecipientTable {
  tenantId: string;
  campaignId: string;
  position: number;
  phone: string;
  components: Json | null;
  state: string;
  messageId: string | null;
  error: string | null;
}

/** Who is told what happens on an account. `events`: array of names. `startedSeq`: the change log after which it began. */
export interface WebhookSubscriptionTable {
  tenantId: string;
  id: string;
  accountId: string;
  url: string;
  events: Json;
  /** Encrypted. */
  secret: string;
  active: Flag;
  stopReason: string | null;
  startedSeq: number;
  createdBy: string;
  createdAt: number;
}

/** How far the change log of a company with subscriptions has been told. */
export interface WebhookFeedTable {
  tenantId: string;
  seq: number;
}

/** `eventKey`: what happened, once per subscription. `attempts`: `WebhookDelivery['attempts']`. */
export interface WebhookDeliveryTable {
  tenantId: string;
  id: string;
  subscriptionId: string;
  event: string;
  eventKey: string;
  data: Json;
  state: string;
  tries: number;
  nextTryAt: number;
  attempts: Json;
  createdAt: number;
}

/** A file of a message. `source`: whatsapp | upload; `reason` says why it could not be had. */
export interface MediaFileTable {
  tenantId: string;
  id: string;
  source: string;
  /** The number that received it; null for uploads. */
  accountId: string | null;
  messageId: string | null;
  /** As what it was sent; null for uploads. */
  kind: string | null;
  metaMediaId: string | null;
  mimeType: string;
  filename: string | null;
  size: number | null;
  /** What Meta said the bytes are, and what they are; hex. */
  announcedSha256: string | null;
  sha256: string | null;
  /** Under what the bytes are kept. */
  blob: string | null;
  state: string;
  reason: string | null;
  attempts: number;
  nextAt: number;
  /** Whoever fetches it has until then. */
  leaseUntil: number;
  createdBy: string | null;
  createdAt: number;
  /** When an upload was first put into a message. */
  usedAt: number | null;
}

/** That Meta has a file of ours under an id of its own, for one number and until `expiresAt`. */
export interface MediaAtMetaTable {
  tenantId: string;
  mediaId: string;
  accountId: string;
  metaId: string;
  expiresAt: number;
}

/** A copy of a template of Meta's; see `Template`. */
export interface TemplateTable {
  tenantId: string;
  id: string;
  wabaId: string;
  metaId: string;
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: string;
  components: Json;
  quality: string | null;
  rejectedReason: string | null;
  statusNote: string | null;
  correctCategory: string | null;
  ttlSeconds: number | null;
  /** The newest webhook of each kind: `{kind: [Meta's seconds, what it said]}`. */
  heard: Json;
  version: number;
  syncedAt: number;
  createdAt: number;
}

/** How copying a business account's templates went last, or is going. */
export interface TemplateSyncTable {
  tenantId: string;
  wabaId: string;
  startedAt: number;
  /** The end of the last one that worked; null when none has. */
  finishedAt: number | null;
  seen: number;
  added: number;
  updated: number;
  removed: number;
  error: string | null;
}

/** What became of a template; see `TemplateEvent`. `actorId`: who did it; null when Meta did. */
export interface TemplateEventTable {
  tenantId: string;
  templateId: string;
  id: string;
  at: number;
  kind: string;
  before: string | null;
  after: string | null;
  note: string | null;
  actorId: string | null;
}

/** A message that was made from a template. */
export interface TemplateSendTable {
  tenantId: string;
  messageId: string;
  accountId: string;
  name: string;
  language: string;
  at: number;
}

/** What a company has settled (`CompanySettings`); a company without a row has settled nothing. */
export interface CompanySettingsTable {
  tenantId: string;
  version: number;
  settings: Json;
  updatedBy: string;
  updatedAt: number;
}

/** When a conversation was last passed on because nobody had answered. */
export interface PassedConversationTable {
  tenantId: string;
  conversationId: string;
  at: number;
}

/** Somebody who was forgotten, or is about to be. `scope`: the ids of what was theirs (`ErasureOrder`). */
export interface ErasureTable {
  tenantId: string;
  id: string;
  contactId: string;
  state: string;
  requestedBy: string;
  requestedAt: number;
  beginsAt: number;
  finishedAt: number | null;
  scope: Json;
  /** `ErasureCounts`. */
  counts: Json;
  /** Messages there were. */
  total: number;
  keptOptOut: Flag;
  version: number;
}

/** A desktop that has, or had, a copy of it. */
export interface ErasureDesktopTable {
  tenantId: string;
  erasureId: string;
  clientId: string;
  sessionId: string;
  userId: string;
  name: string;
  confirmedAt: number | null;
}

/** A no of somebody who was erased: `hash` is the HMAC of a name of theirs under a key made of data key `keyId`. */
export interface SuppressedNameTable {
  tenantId: string;
  hash: string;
  keyId: string;
  purpose: string;
  at: number;
}

export interface Database {
  tenant: TenantTable;
  appUser: AppUserTable;
  tenantGrant: TenantGrantTable;
  clientSession: ClientSessionTable;
  refreshToken: RefreshTokenTable;
  passwordLink: PasswordLinkTable;
  secondFactor: SecondFactorTable;
  recoveryCode: RecoveryCodeTable;
  loginThrottle: LoginThrottleTable;
  dataKey: DataKeyTable;
  tenantWhatsappConfig: TenantWhatsappConfigTable;
  signupNonce: SignupNonceTable;
  tenantEndpointConfig: TenantEndpointConfigTable;
  endpointHealth: EndpointHealthTable;
  device: DeviceTable;
  contact: ContactTable;
  contactAlias: ContactAliasTable;
  contactProfile: ContactProfileTable;
  contactNote: ContactNoteTable;
  contactConsent: ContactConsentTable;
  conversation: ConversationTable;
  message: MessageTable;
  statusEvent: StatusEventTable;
  messageAct: MessageActTable;
  mediaFile: MediaFileTable;
  mediaAtMeta: MediaAtMetaTable;
  template: TemplateTable;
  templateSync: TemplateSyncTable;
  templateEvent: TemplateEventTable;
  templateSend: TemplateSendTable;
  webhookEvent: WebhookEventTable;
  sendJob: SendJobTable;
  sendAttempt: SendAttemptTable;
  idempotencyKey: IdempotencyKeyTable;
  changeLog: ChangeLogTable;
  changeHead: ChangeHeadTable;
  mutation: MutationTable;
  readMark: ReadMarkTable;
  libraryItem: LibraryItemTable;
  scheduledSend: ScheduledSendTable;
  auditEntry: AuditEntryTable;
  healthSample: HealthSampleTable;
  integrationToken: IntegrationTokenTable;
  integrationTokenNetwork: IntegrationTokenNetworkTable;
  integrationTokenHour: IntegrationTokenHourTable;
  campaign: CampaignTable;
  campaignRecipient: CampaignRecipientTable;
  webhookSubscription: WebhookSubscriptionTable;
  webhookFeed: WebhookFeedTable;
  webhookDelivery: WebhookDeliveryTable;
  companySettings: CompanySettingsTable;
  passedConversation: PassedConversationTable;
  erasure: ErasureTable;
  erasureDesktop: ErasureDesktopTable;
  suppressedName: SuppressedNameTable;
}

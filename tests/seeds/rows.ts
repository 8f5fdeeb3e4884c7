/**
 * What the five documents ask of the backend, a row each: their ids and words are those of docs and commit messages.
 * A row without a test is "missing".
 */
export const rows: readonly { id: string; requirement: string }[] = [
  { id: 'I-1', requirement: 'Integration tokens: made, shown once, replaced, listed with use and alerts, revoked' },
  { id: 'I-2', requirement: 'POST /api/integrations/send-message, from the guide’s own program' },
  { id: 'I-3', requirement: 'The guide’s errors, the 24-hour window, 429 with Retry-After, the log’s lines' },
  { id: 'I-4', requirement: 'GET /api/integrations/conversations, from the guide’s own program' },
  { id: 'I-5', requirement: 'History, delivery reports, templates, bulk send, test connection, signed webhooks' },
  { id: 'I-6', requirement: 'check-token says that a token works, or which cause it is' },
  { id: 'I-7', requirement: 'A token sees its account only; the settings of the guide’s .env' },
  { id: 'C-1', requirement: 'Table tenant_whatsapp_config with its columns, access token encrypted' },
  { id: 'C-2', requirement: 'PUT /api/tenants/{tenantId}/whatsapp/config, checked at Meta' },
  { id: 'C-3', requirement: 'POST /api/whatsapp/signup: code to connected number' },
  { id: 'C-4', requirement: 'GET /tenants/{tenantId}/credentials/meta, for services only, audited' },
  { id: 'C-5', requirement: 'Messages from RabbitMQ are sent once; dead letters' },
  { id: 'C-6', requirement: 'A refused token: cannot send, messages held, admin told; a new one lets them out' },
  { id: 'C-7', requirement: 'Life of a token: end known, warnings at 14, 7, 1 days, exchange, rotation' },
  { id: 'M-2', requirement: 'The CRM’s routes: integrations, conversations, messages, webhook, templates' },
  { id: 'M-3', requirement: 'Every kind of message in and out; edits, deletions and unknown kinds' },
  { id: 'M-4', requirement: 'Ticks with a timeline, typing, read receipts as the account says' },
  { id: 'M-5', requirement: 'Contacts from conversations: linked, attributes, tags, notes, merged' },
  { id: 'M-6', requirement: 'Templates: synced, created, checked, filled, sent, deleted' },
  {
    id: 'M-7',
    requirement: 'AES-256-GCM, verify token per account, signed raw bytes, every webhook kept and replayable',
  },
  { id: 'M-8', requirement: 'Five roles from one table, the strict rule, companies apart, everything audited' },
  { id: 'M-9', requirement: 'The 24-hour window, archive, tags, quick replies' },
  { id: 'E-1', requirement: 'WHATSAPP_ENDPOINTS: names only, errors that say what to do, no key anywhere' },
  { id: 'E-2', requirement: 'available-endpoints and tenant-config' },
  { id: 'E-3', requirement: 'Settings of an assignment, health and its alert' },
  { id: 'E-4', requirement: 'Devices over a gateway: QR code, scan, connected, messages, reconnect, removal' },
  { id: 'E-5', requirement: 'Metrics of endpoints, devices and deliveries' },
  { id: 'E-6', requirement: 'parley migrate-endpoints: from credentials in the database to names' },
];

import { aWebhook, testNumber } from './webhook-bodies.ts';

// Every inbound message and every webhook field that Meta has, in Meta's own shape: one table, so longer than most files.

/** Seconds; everything happens at this time or a few seconds around it. */
export const at = 1_794_000_000;
export const ada = { waId: '16505551234', userId: 'US.13491208655302741918' };
/** base64 of 32 bytes of 7, as Meta writes hashes. */
export const fileHash = Buffer.alloc(32, 7).toString('base64');

const contacts = [{ profile: { name: 'Ada' }, wa_id: ada.waId, user_id: ada.userId }];
const own = { display_phone_number: testNumber.digits };
const file = (mime_type: string) => ({ id: '1908647269898587', mime_type, sha256: fileHash });
let count = 0;

/** A message of Ada. */
export function fromAda(parts: object, id = `wamid.example-${count++}`): object {
  const message = { from: ada.waId, from_user_id: ada.userId, id, timestamp: String(at), ...parts };
  return aWebhook({ contacts, messages: [message] });
}

const echo = (parts: object): object =>
  aWebhook(
    { message_echoes: [{ from: testNumber.digits, to: ada.waId, timestamp: String(at), ...parts }] },
    'smb_message_echoes',
  );
const call = (parts: object): object =>
  aWebhook({ contacts, calls: [{ id: 'wacid.1', timestamp: String(at), ...parts }] }, 'calls');
const fromUser = { from: ada.waId, from_user_id: ada.userId, to: testNumber.digits, direction: 'USER_INITIATED' };
const toUser = { from: testNumber.digits, to: ada.waId, to_user_id: ada.userId, direction: 'BUSINESS_INITIATED' };
const past = (messages: object[]): object =>
  aWebhook(
    {
      history: [{ metadata: { phase: 0, chunk_order: 1, progress: 100 }, threads: [{ id: ada.waId, messages }] }],
    },
    'history',
  );
/** About the account: the entry has a time, the value no number. */
const ofAccount = (field: string, value: object, entryId = testNumber.wabaId): object => ({
  object: 'whatsapp_business_account',
  entry: [{ id: entryId, time: at, changes: [{ field, value }] }],
});
const template = {
  message_template_id: 1259544702043867,
  message_template_name: 'order_update',
  message_template_language: 'en_US',
};

/** By name, in an order in which they could have come. */
export const webhookExamples = {
  text: fromAda({ type: 'text', text: { body: 'Hi' } }, 'wamid.text'),
  image: fromAda({ type: 'image', image: { ...file('image/jpeg'), caption: 'This one', url: 'https://x.test/f' } }),
  video: fromAda({ type: 'video', video: file('video/mp4') }),
  audio: fromAda({ type: 'audio', audio: { ...file('audio/mpeg'), voice: false } }),
  voice: fromAda({ type: 'audio', audio: { ...file('audio/ogg; codecs=opus'), voice: true } }),
  document: fromAda({
    type: 'document',
    document: { ...file('application/pdf'), filename: '../../etc/\u202efdp.exe', caption: 'Invoice' },
  }),
  sticker: fromAda({ type: 'sticker', sticker: { ...file('image/webp'), animated: true } }),
  location: fromAda({ type: 'location', location: { latitude: 52.52, longitude: '13.405', name: 'Tower' } }),
  contacts: fromAda({
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ana López' },
        phones: [{ phone: '+34 655 50 10 99', wa_id: '34655501099', type: 'CELL' }],
        emails: [{ email: 'ana@x.test', type: 'WORK' }],
        org: { company: 'Lamps' },
        vcard: 'BEGIN:VCARD',
      },
      { phones: [{ phone: '112' }] },
    ],
  }),
  reaction: fromAda({ type: 'reaction', reaction: { message_id: 'wamid.text', emoji: '❤️' } }, 'wamid.reaction'),
  reactionRemoved: fromAda({ type: 'reaction', reaction: { message_id: 'wamid.text' } }, 'wamid.reaction-2'),
  quote: fromAda({ type: 'text', text: { body: 'Yes' }, context: { from: testNumber.digits, id: 'wamid.text' } }),
  quoteOfOld: fromAda({ type: 'text', text: { body: 'Yes' }, context: { from: testNumber.digits } }),
  forwarded: fromAda({ type: 'text', text: { body: 'Look' }, context: { frequently_forwarded: true } }),
  product: fromAda({
    type: 'text',
    text: { body: 'Is it there?' },
    context: { referred_product: { catalog_id: 'c1', product_retailer_id: 'lamp-7' } },
  }),
  advertisement: fromAda({
    type: 'text',
    text: { body: 'I saw your ad' },
    referral: {
      source_url: 'https://fb.me/x',
      source_id: '120',
      source_type: 'ad',
      headline: 'Lamps',
      body: 'All of them',
      ctwa_clid: 'click',
    },
  }),
  button: fromAda({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes, please' } },
  }),
  list: fromAda({
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Red', description: 'A red lamp' } },
  }),
  flow: fromAda({
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"size":"L"}' } },
  }),
  flowUnreadable: fromAda({
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{' } },
  }),
  callPermission: fromAda({
    type: 'interactive',
    interactive: {
      type: 'call_permission_reply',
      call_permission_reply: { response: 'accept', is_permanent: false, response_source: 'user_action' },
    },
  }),
  interactiveMissing: fromAda({ type: 'interactive', errors: [{ code: 131051, title: 'Unsupported' }] }),
  templateButton: fromAda({ type: 'button', button: { payload: 'stop-7', text: 'Stop' } }),
  order: fromAda({
    type: 'order',
    order: {
      catalog_id: 'c1',
      text: 'Quickly please',
      product_items: [
        { product_retailer_id: 'lamp-7', quantity: '2', item_price: 19.5, currency: 'EUR' },
        { product_retailer_id: 'lamp-8', quantity: 1 },
      ],
    },
  }),
  welcome: fromAda({ type: 'request_welcome' }),
  edit: fromAda(
    { type: 'edit', edit: { original_message_id: 'wamid.text', message: { type: 'text', text: { body: 'Hi!' } } } },
    'wamid.edit',
  ),
  editOfUnknownKind: fromAda({ type: 'edit', edit: { original_message_id: 'wamid.text', message: { type: 'poll' } } }),
  revoke: fromAda({ type: 'revoke', revoke: { original_message_id: 'wamid.text' } }, 'wamid.revoke'),
  unsupported: fromAda({
    type: 'unsupported',
    unsupported: { type: 'poll' },
    errors: [
      { code: 131051, title: 'Message type unknown', error_data: { details: 'Message type is not supported.' } },
    ],
  }),
  mediaError: fromAda({ type: 'image', errors: [{ code: 131052, title: 'Media download error' }] }),
  companionError: fromAda({ type: 'unsupported', errors: [{ code: 131060, title: 'This message is unavailable' }] }),
  hologram: fromAda({ type: 'hologram', hologram: {} }),
  group: fromAda({ type: 'text', text: { body: 'x' }, group_id: 'group' }),
  numberError: aWebhook({ errors: [{ code: 130429, title: 'Rate limit hit' }] }),
  userActions: aWebhook({ user_actions: [{ action_type: 'marketing_messages_link_click', timestamp: String(at) }] }),
  identityChanged: fromAda({
    type: 'system',
    system: { type: 'customer_identity_changed', body: 'The security code changed' },
    identity: { acknowledged: false, created_timestamp: String(at), hash: 'x' },
  }),
  echoText: echo({ id: 'wamid.echo', type: 'text', text: { body: 'From the phone' } }),
  echoImage: echo({ id: 'wamid.echo-2', type: 'image', image: file('image/jpeg') }),
  echoEdit: echo({
    id: 'wamid.echo-3',
    type: 'edit',
    edit: { original_message_id: 'wamid.echo', message: { type: 'text', text: { body: 'Better' } } },
  }),
  echoReaction: echo({ id: 'wamid.echo-4', type: 'reaction', reaction: { message_id: 'wamid.text', emoji: '👍' } }),
  echoRevoke: echo({ id: 'wamid.echo-5', type: 'revoke', revoke: { original_message_id: 'wamid.echo' } }),
  history: past([
    { from: ada.waId, id: 'wamid.old-1', timestamp: String(at - 9000), type: 'media_placeholder' },
    {
      from: testNumber.digits,
      id: 'wamid.old-2',
      timestamp: String(at - 8000),
      type: 'text',
      text: { body: 'Long ago' },
      history_context: { status: 'READ' },
    },
  ]),
  historyFile: aWebhook(
    {
      messages: [
        { from: ada.waId, id: 'wamid.old-1', timestamp: String(at - 9000), type: 'image', image: file('image/png') },
      ],
    },
    'history',
  ),
  historyDeclined: aWebhook({ history: [{ errors: [{ code: 2593109, title: 'Declined' }] }] }, 'history'),
  addressBook: aWebhook(
    {
      state_sync: [
        {
          type: 'contact',
          action: 'add',
          contact: { full_name: 'Dana Whitfield', phone_number: '12025550143' },
          metadata: { timestamp: String(at) },
        },
        {
          type: 'contact',
          action: 'remove',
          contact: { phone_number: '12025550144' },
          metadata: { timestamp: String(at) },
        },
      ],
    },
    'smb_app_state_sync',
  ),
  preference: aWebhook(
    {
      contacts,
      user_preferences: [
        {
          wa_id: ada.waId,
          user_id: ada.userId,
          detail: 'User requested to stop marketing messages',
          category: 'marketing_messages',
          value: 'stop',
          timestamp: at,
        },
      ],
    },
    'user_preferences',
  ),
  callConnect: call({ ...fromUser, event: 'connect', session: { sdp_type: 'offer', sdp: 'v=0' } }),
  callEnd: call({ ...fromUser, event: 'terminate', status: 'COMPLETED', duration: 95 }),
  callMissed: call({ ...fromUser, id: 'wacid.2', event: 'terminate', status: 'FAILED' }),
  callRinging: aWebhook(
    { statuses: [{ id: 'wacid.3', type: 'call', status: 'RINGING', timestamp: String(at), recipient_id: ada.waId }] },
    'calls',
  ),
  callAccepted: aWebhook({
    statuses: [{ id: 'wacid.3', type: 'call', status: 'ACCEPTED', timestamp: String(at), recipient_id: ada.waId }],
  }),
  callOurs: call({ ...toUser, id: 'wacid.4', event: 'connect' }),
  callRecording: call({ ...fromUser, event: 'recording_available' }),
  statusSent: aWebhook({
    contacts,
    statuses: [
      {
        id: 'wamid.echo',
        status: 'sent',
        timestamp: String(at),
        recipient_id: ada.waId,
        recipient_user_id: ada.userId,
        conversation: { id: 'c', origin: { type: 'service' } },
        pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'authentication-international' },
      },
    ],
  }),
  statusPlayed: aWebhook({
    statuses: [{ id: 'wamid.echo', status: 'played', timestamp: String(at + 2), recipient_user_id: ada.userId }],
  }),
  statusFailed: aWebhook({
    statuses: [
      {
        id: 'wamid.echo-2',
        status: 'failed',
        timestamp: String(at),
        recipient_id: ada.waId,
        errors: [{ code: 131049, title: 'Not delivered', error_data: { details: 'Healthy ecosystem' } }],
      },
    ],
  }),
  standby: aWebhook(
    {
      contacts,
      standby: {
        messages: [
          { from: ada.waId, id: 'wamid.robot-1', timestamp: String(at), type: 'text', text: { body: 'A robot?' } },
        ],
        message_echoes: [
          {
            from: testNumber.digits,
            to: ada.waId,
            id: 'wamid.robot-2',
            timestamp: String(at + 1),
            type: 'text',
            text: { body: 'Yes' },
          },
        ],
        statuses: [{ id: 'wamid.robot-2', status: 'read', timestamp: String(at + 2), recipient_id: ada.waId }],
      },
    },
    'standby',
  ),
  handover: aWebhook(
    {
      sender: { phone_number: ada.waId },
      recipient: { phone_number_id: testNumber.phoneNumberId, display_phone_number: testNumber.digits },
      type: 'control_passed',
      timestamp: String(at),
      control_passed: { previous_owner_role: 'AI_AGENT', new_owner_role: 'PARTNER' },
    },
    'messaging_handovers',
  ),
  groupLifecycle: aWebhook({ groups: [{ group_id: 'g', type: 'group_create' }] }, 'group_lifecycle_update'),
  numberChanged: aWebhook({
    messages: [
      {
        from: ada.waId,
        id: 'wamid.system',
        timestamp: String(at + 10),
        type: 'system',
        system: {
          type: 'user_changed_number',
          body: `User Ada changed from ${ada.waId} to 16505559999`,
          wa_id: '16505559999',
          user_id: 'US.2',
          previous_user_id: ada.userId,
        },
      },
    ],
  }),
  idUpdate: aWebhook(
    {
      user_id_update: [
        { wa_id: '16505559999', user_id: { previous: ada.userId, current: 'US.2' }, timestamp: at + 10 },
      ],
    },
    'user_id_update',
  ),
  templateStatus: ofAccount('message_template_status_update', { event: 'APPROVED', ...template, reason: 'NONE' }),
  templateQuality: ofAccount('message_template_quality_update', { ...template, new_quality_score: 'YELLOW' }),
  templateComponents: ofAccount('message_template_components_update', { ...template, message_template_element: 'x' }),
  templateCategory: ofAccount('template_category_update', { ...template, new_category: 'MARKETING' }),
  templateDetection: ofAccount('template_correct_category_detection', { ...template }),
  numberQuality: ofAccount('phone_number_quality_update', { ...own, event: 'ONBOARDING' }),
  numberName: ofAccount('phone_number_name_update', { ...own, decision: 'APPROVED' }),
  capability: ofAccount('business_capability_update', { max_daily_conversations_per_business: 'TIER_2K' }),
  accountUpdate: ofAccount('account_update', { event: 'ACCOUNT_RESTRICTION' }),
  partnerAdded: ofAccount(
    'account_update',
    { event: 'PARTNER_ADDED', waba_info: { waba_id: testNumber.wabaId } },
    '99',
  ),
  accountAlerts: ofAccount('account_alerts', { entity_type: 'BUSINESS', entity_id: '99' }),
  accountReview: ofAccount('account_review_update', { decision: 'APPROVED' }),
  accountSettings: ofAccount('account_settings_update', { type: 'phone_number_settings' }),
  security: ofAccount('security', { ...own, event: 'PIN_CHANGED' }),
  username: ofAccount('business_username_update', { ...own, username: 'lamps', status: 'approved' }),
  usernames: ofAccount('business_username_updates', { ...own, status: 'deleted' }),
  partnerSolutions: ofAccount('partner_solutions', { event: 'SOLUTION_CREATED' }),
  payment: ofAccount('payment_configuration_update', { configuration_name: 'x' }),
  automaticEvents: ofAccount('automatic_events', { automatic_events: [] }),
  flows: ofAccount('flows', { event: 'FLOW_STATUS_CHANGE', flow_id: '1' }),
  fieldOfTomorrow: aWebhook({ anything: 1 }, 'not_invented_yet'),
  accountFieldOfTomorrow: ofAccount('not_invented_either', { anything: 1 }),
} satisfies Record<string, object>;

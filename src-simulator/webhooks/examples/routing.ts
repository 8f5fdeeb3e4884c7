import type { Example, Scene } from './example.ts';

/** Threads in other hands (§6.11), groups (§6.12), and what is sent about people (§5.5, §6.8). */
export function routingExamples(scene: Scene): Example[] {
  const { customer, hidden, number } = scene;
  const groupId = 'Y2FwaV9ncm91cDoxNzA1NTU1MDEz';
  const standby = (name: string, rest: object): Example => ({
    name: `standby/${name}`,
    field: 'standby',
    value: scene.withContact({ standby: rest }),
  });
  const handover = (type: 'control_passed' | 'control_taken', previous: string, next: string): Example => ({
    name: `messaging_handovers/${type}`,
    field: 'messaging_handovers',
    value: scene.value({
      sender: { phone_number: customer.waId },
      recipient: { phone_number_id: number.id, display_phone_number: number.digits },
      type,
      timestamp: scene.at(),
      [type]: { previous_owner_role: previous, new_owner_role: next, metadata: 'asked for a person' },
    }),
  });
  const group = (field: string, type: string, rest: object = {}): Example => ({
    name: `${field}/${type}`,
    field,
    value: scene.value({
      groups: [{ timestamp: scene.at(), group_id: groupId, type, request_id: 'req-7', ...rest }],
    }),
  });
  const preference = (value: string, who: object, timestamp: number): Example => ({
    name: `user_preferences/${value}`,
    field: 'user_preferences',
    value: scene.withContact({
      user_preferences: [{ ...who, detail: `User chose ${value}`, category: 'marketing_messages', value, timestamp }],
    }),
  });
  const known = { wa_id: customer.waId, user_id: customer.userId };

  return [
    standby('message', { messages: [{ ...scene.from('standby'), type: 'text', text: { body: 'Are you a robot?' } }] }),
    standby('echo', {
      message_echoes: [
        {
          from: number.digits,
          to: customer.waId,
          id: scene.outboundId('standby-echo'),
          timestamp: scene.at(),
          type: 'text',
          text: { body: 'I am the AI agent of this shop.' },
        },
      ],
    }),
    standby('status', {
      statuses: [
        { id: scene.outboundId('standby-echo'), status: 'read', timestamp: scene.at(), recipient_id: customer.waId },
      ],
    }),
    handover('control_passed', 'AI_AGENT', 'PARTNER'),
    handover('control_taken', 'PARTNER', 'AI_AGENT'),
    group('group_lifecycle_update', 'group_create', {
      subject: 'Lamp lovers',
      invite_link: 'https://chat.whatsapp.com/abc',
    }),
    group('group_lifecycle_update', 'group_delete'),
    group('group_participants_update', 'group_participants_add', {
      added_participants: [{ wa_id: customer.waId, user_id: customer.userId }],
    }),
    group('group_participants_update', 'group_participants_remove', {
      removed_participants: [{ wa_id: customer.waId }],
      initiated_by: 'participant',
    }),
    group('group_participants_update', 'group_join_request_created', { join_request_id: 'jr-7', wa_id: customer.waId }),
    group('group_settings_update', 'group_settings_update', {
      group_subject: { text: 'Lamp lovers 💡', update_successful: true },
    }),
    group('group_settings_update', 'failed', {
      errors: [
        {
          code: 131020,
          title: 'Group error',
          message: 'Group error',
          error_data: { details: 'The group is not valid.' },
        },
      ],
    }),
    group('group_status_update', 'group_suspend'),
    group('group_status_update', 'group_suspend_cleared'),
    preference('stop', known, scene.seconds()),
    preference('resume', { user_id: hidden.userId }, scene.seconds()),
    preference('signup', { ...known, signup_id: '8712345678901234' }, scene.seconds()),
    {
      name: 'user_id_update',
      field: 'user_id_update',
      value: scene.withContact({
        user_id_update: [
          {
            wa_id: customer.waId,
            detail: 'User changed their phone number',
            user_id: { previous: customer.userId, current: `${customer.userId.slice(0, 3)}99912345678901234567` },
            timestamp: scene.at(),
          },
        ],
      }),
    },
    {
      name: 'automatic_events',
      field: 'automatic_events',
      value: scene.value({
        automatic_events: [
          {
            id: scene.inboundId('order'),
            event_name: 'Purchase',
            timestamp: scene.seconds(),
            ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
            custom_data: { currency: 'USD', value: 89.5 },
          },
          {
            id: scene.inboundId('referral'),
            event_name: 'LeadSubmitted',
            timestamp: scene.seconds(),
            ctwa_clid: 'Aff-n8ZTODiE79d22KtAwQKj9e',
          },
        ],
      }),
    },
    {
      name: 'message_echoes',
      field: 'message_echoes',
      value: scene.value({
        message_echoes: [
          {
            from: number.digits,
            to: customer.waId,
            to_user_id: customer.userId,
            id: scene.outboundId('other-app'),
            timestamp: scene.at(),
            type: 'text',
            text: { body: 'Sent by another app' },
          },
        ],
      }),
    },
    {
      name: 'consumer_profile',
      field: 'consumer_profile',
      value: scene.withContact({ consumer_profile: [{ user_id: customer.userId }] }),
    },
    // A third-party simulator's field, not Meta's.
    {
      name: 'status',
      field: 'status',
      value: scene.value({ statuses: [{ id: scene.outboundId('question'), status: 'read', timestamp: scene.at() }] }),
    },
    { name: 'unknown_field', field: 'field_of_the_future', value: scene.value({ future: [{ kind: 'new' }] }) },
    { name: 'messages/empty_value', field: 'messages', value: {} },
    {
      name: 'messages/foreign_number',
      field: 'messages',
      value: scene.withContact({
        metadata: { display_phone_number: '15550783881', phone_number_id: '106540352242922' },
        messages: [{ ...scene.from('foreign'), type: 'text', text: { body: 'To another tenant' } }],
      }),
    },
  ];
}

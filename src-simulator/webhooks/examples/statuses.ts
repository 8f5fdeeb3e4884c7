import { toContact } from '../message-values.ts';
import type { Example, Scene } from './example.ts';

/** Statuses of what the business sent (§6.5). */
export function statusExamples(scene: Scene): Example[] {
  const { customer, hidden } = scene;
  const status = (name: string, rest: object, contacts: object[] = [toContact(customer, true)]): Example => ({
    name: `messages/status_${name}`,
    field: 'messages',
    value: scene.value({
      ...(contacts.length > 0 ? { contacts } : {}),
      statuses: [{ id: scene.outboundId('question'), timestamp: scene.at(), ...rest }],
    }),
  });
  const known = { recipient_id: customer.waId, recipient_user_id: customer.userId };
  const price = (category: string, type = 'regular'): object => ({
    pricing: { billable: type === 'regular', pricing_model: 'PMP', type, category },
  });
  const error = (code: number, title: string, details: string): object => ({
    errors: [{ code, title, message: title, error_data: { details } }],
  });
  const group = { recipient_id: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEz', recipient_type: 'group' };

  return [
    status('sent', { status: 'sent', ...known, ...price('service') }),
    status('delivered', { status: 'delivered', ...known, ...price('service'), biz_opaque_callback_data: 'order-7' }),
    status('read', { status: 'read', ...known }),
    status('played', { status: 'played', ...known }),
    status('sent_v23', {
      status: 'sent',
      ...known,
      conversation: {
        id: '6f1b2c3d4e5f60718293a4b5c6d7e8f9',
        expiration_timestamp: String(scene.seconds(-86_400)),
        origin: { type: 'authentication_international' },
      },
      ...price('authentication-international'),
    }),
    status('free_entry', {
      status: 'sent',
      ...known,
      conversation: {
        id: '7f1b2c3d4e5f60718293a4b5c6d7e8f9',
        expiration_timestamp: String(scene.seconds(-259_200)),
        origin: { type: 'referral_conversion' },
      },
      ...price('referral_conversion', 'free_entry_point'),
    }),
    status('free_service', { status: 'delivered', ...known, ...price('service', 'free_customer_service') }),
    status('marketing_lite', { status: 'delivered', ...known, ...price('marketing_lite') }),
    status('hidden_phone', { status: 'delivered', recipient_user_id: hidden.userId, ...price('utility') }, [
      toContact(hidden, false),
    ]),
    status('old_parent_key', {
      status: 'delivered',
      ...known,
      parent_recipient_user_id: 'US.ENT.11198765432109876543',
    }),
    status('parent', { status: 'delivered', ...known, recipient_parent_user_id: 'US.ENT.11198765432109876543' }),
    status(
      'failed_window',
      {
        status: 'failed',
        recipient_id: customer.waId,
        ...error(
          131047,
          'Re-engagement message',
          'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
        ),
      },
      [],
    ),
    status(
      'failed_marketing_cap',
      {
        status: 'failed',
        recipient_id: customer.waId,
        ...error(
          131049,
          'This message was not delivered to maintain healthy ecosystem engagement.',
          'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
        ),
      },
      [],
    ),
    status(
      'failed_user_id',
      {
        status: 'failed',
        recipient_user_id: hidden.userId,
        ...error(131026, 'Message undeliverable', 'Message Undeliverable.'),
      },
      [],
    ),
    status(
      'failed_media',
      {
        status: 'failed',
        recipient_id: customer.waId,
        ...error(131053, 'Media upload error', 'Downloading media from weblink failed with http code 404.'),
      },
      [],
    ),
    status('deleted', { status: 'deleted', ...known }),
    status('warning', { status: 'warning', ...known }),
    status('group', {
      status: 'delivered',
      ...group,
      recipient_participant_id: customer.waId,
      recipient_participant_user_id: customer.userId,
    }),
    status('group_old_key', { status: 'read', ...group, participant_recipient_id: customer.waId }),
    {
      name: 'messages/status_group_many',
      field: 'messages',
      value: scene.value({
        statuses: ['12025550117', '14165550134'].map((waId) => ({
          id: scene.outboundId('to-group'),
          status: 'read',
          timestamp: scene.at(),
          ...group,
          recipient_participant_id: waId,
        })),
      }),
    },
  ];
}

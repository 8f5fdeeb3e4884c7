import type { Example, Scene } from './example.ts';

/** Numbers that also live in the phone app (§6.10): echoes, contacts, the past. */
export function coexistenceExamples(scene: Scene): Example[] {
  const { customer, hidden, number } = scene;
  const echo = (name: string, rest: object): Example => ({
    name: `smb_message_echoes/${name}`,
    field: 'smb_message_echoes',
    value: scene.value({
      message_echoes: [
        {
          from: number.digits,
          to: customer.waId,
          to_user_id: customer.userId,
          id: scene.outboundId(`echo-${name}`),
          timestamp: scene.at(),
          ...rest,
        },
      ],
    }),
  });
  const contact = (name: string, action: string, facts: object): Example => ({
    name: `smb_app_state_sync/${name}`,
    field: 'smb_app_state_sync',
    value: scene.value({
      state_sync: [{ type: 'contact', action, contact: facts, metadata: { timestamp: scene.at() } }],
    }),
  });
  const past = (
    name: string,
    metadata: object,
    messages: object[],
    thread: object = { id: customer.waId },
  ): Example => ({
    name: `history/${name}`,
    field: 'history',
    value: scene.value({ history: [{ metadata, threads: [{ ...thread, messages }] }] }),
  });
  const told = (id: string, isOurs: boolean, rest: object, status = 'READ'): object => ({
    ...(isOurs ? { from: number.digits, to: customer.waId } : { from: customer.waId }),
    id: isOurs ? scene.outboundId(id) : scene.inboundId(id),
    timestamp: scene.at(40 * 86_400),
    ...rest,
    history_context: { status },
  });
  const photo = {
    id: '1908647269898590',
    mime_type: 'image/jpeg',
    sha256: 'K1a0pTqfXQ0Uq9Q4sM1m1dV0Yp0o3uJ9b1f3Vx2yq7E=',
  };
  const revoked = scene.outboundId('echo-text');

  return [
    echo('text', { type: 'text', text: { body: 'Typed on the phone' } }),
    echo('image', { type: 'image', image: { ...photo, caption: 'From the phone' } }),
    echo('revoke', { type: 'revoke', revoke: { original_message_id: revoked } }),
    echo('edit', {
      type: 'edit',
      edit: { original_message_id: revoked, message: { type: 'text', text: { body: 'Typed better on the phone' } } },
    }),
    {
      name: 'smb_message_echoes/hidden_phone',
      field: 'smb_message_echoes',
      value: scene.value({
        contacts: [{ profile: { name: hidden.name, username: hidden.username }, user_id: hidden.userId }],
        message_echoes: [
          {
            from: number.digits,
            to_user_id: hidden.userId,
            id: scene.outboundId('echo-hidden'),
            timestamp: scene.at(),
            type: 'text',
            text: { body: 'To somebody without a number' },
          },
        ],
      }),
    },
    contact('add', 'add', {
      full_name: 'Dana Whitfield (café)',
      first_name: 'Dana',
      phone_number: customer.waId,
      user_id: customer.userId,
    }),
    contact('add_hidden', 'add', { full_name: hidden.name, user_id: hidden.userId, username: hidden.username }),
    contact('remove', 'remove', { phone_number: customer.waId }),
    past('day', { phase: 0, chunk_order: 1, progress: 5 }, [
      told('past-1', false, { type: 'text', text: { body: 'Hello?' } }),
    ]),
    past('quarter', { phase: 1, chunk_order: 2, progress: 55 }, [
      told('past-2', true, { type: 'text', text: { body: 'Good morning!' } }, 'PLAYED'),
      told('past-3', true, { type: 'text', text: { body: 'Not gone out' } }, 'ERROR'),
      told('past-4', true, { type: 'text', text: { body: 'Waiting' } }, 'PENDING'),
    ]),
    past('done', { phase: 2, chunk_order: 1, progress: 100 }, [
      told('past-5', false, { type: 'text', text: { body: 'Long ago' } }),
    ]),
    past('media_placeholder', { phase: 1, chunk_order: 3, progress: 60 }, [
      told('past-photo', false, { type: 'media_placeholder' }),
    ]),
    past(
      'hidden_phone',
      { phase: 0, chunk_order: 2, progress: 10 },
      [
        {
          from_user_id: hidden.userId,
          id: scene.inboundId('past-hidden'),
          timestamp: scene.at(7200),
          type: 'text',
          text: { body: 'No number here' },
          history_context: { status: 'READ' },
        },
      ],
      { context: { user_id: hidden.userId, username: hidden.username } },
    ),
    {
      name: 'history/media',
      field: 'history',
      value: scene.value({
        messages: [
          {
            from: customer.waId,
            id: scene.inboundId('past-photo'),
            timestamp: scene.at(5 * 86_400),
            type: 'image',
            image: photo,
          },
        ],
      }),
    },
    {
      name: 'history/declined',
      field: 'history',
      value: scene.value({
        history: [
          {
            errors: [
              {
                code: 2593109,
                title: 'History sharing is turned off by the business',
                message: 'History sharing is turned off by the business',
                error_data: { details: 'The business chose not to share its message history.' },
              },
            ],
          },
        ],
      }),
    },
  ];
}

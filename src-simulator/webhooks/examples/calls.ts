import type { Example, Scene } from './example.ts';

/** Calls (§6.9): events, then statuses with `type: "call"`. */
export function callExamples(scene: Scene): Example[] {
  const { customer, hidden, number } = scene;
  const id = 'wacid.HBgLMTIwMjU1NTAxMTcVAgASGCAzODg1NTE5NEU1NTBEMTc1RTFFQUY5NjNCQ0FCRDlGQgA';
  const call = (name: string, rest: object): Example => ({
    name: `calls/${name}`,
    field: 'calls',
    value: scene.withContact({
      calls: [
        { id, from: customer.waId, from_user_id: customer.userId, to: number.digits, timestamp: scene.at(), ...rest },
      ],
    }),
  });
  const byUser = { direction: 'USER_INITIATED' };
  const byUs = { direction: 'BUSINESS_INITIATED', from: number.digits, to: customer.waId, to_user_id: customer.userId };
  const times = { start_time: scene.at(95), end_time: scene.at(5), duration: 90 };
  const status = (name: string): Example => ({
    name: `calls/status_${name.toLowerCase()}`,
    field: 'calls',
    value: scene.value({
      statuses: [
        {
          id,
          type: 'call',
          status: name,
          timestamp: scene.at(),
          recipient_id: customer.waId,
          recipient_user_id: customer.userId,
        },
      ],
    }),
  });
  return [
    call('connect', {
      event: 'connect',
      ...byUser,
      session: { sdp_type: 'offer', sdp: 'v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\n' },
    }),
    call('connect_from_link', { event: 'connect', ...byUser, deeplink_payload: 'poster-7', cta_payload: 'call-us' }),
    call('terminate', { event: 'terminate', ...byUser, status: 'COMPLETED', ...times }),
    call('missed', { event: 'terminate', ...byUser, status: 'FAILED' }),
    call('answered_by_user', { event: 'connect', ...byUs, session: { sdp_type: 'answer', sdp: 'v=0\r\n' } }),
    call('business_terminate', {
      event: 'terminate',
      ...byUs,
      status: 'COMPLETED',
      ...times,
      biz_opaque_callback_data: 'case-7',
    }),
    call('created', { event: 'call_created', ...byUser }),
    call('recording', {
      event: 'recording_available',
      ...byUser,
      recording: { id: '1908647269898588', mime_type: 'audio/ogg' },
    }),
    call('voicemail', {
      event: 'voicemail',
      ...byUser,
      voicemail: { id: '1908647269898589', mime_type: 'audio/ogg', duration: 12 },
    }),
    {
      name: 'calls/hidden_phone',
      field: 'calls',
      value: scene.value({
        contacts: [{ profile: { name: hidden.name, username: hidden.username }, user_id: hidden.userId }],
        calls: [
          { id, from_user_id: hidden.userId, to: number.digits, timestamp: scene.at(), event: 'connect', ...byUser },
        ],
      }),
    },
    {
      name: 'calls/errors',
      field: 'calls',
      value: scene.value({
        calls: [],
        errors: [
          {
            code: 138005,
            title: 'Call failed',
            message: 'Call failed',
            error_data: { details: 'The call could not be connected.' },
          },
        ],
      }),
    },
    ...['RINGING', 'ACCEPTED', 'REJECTED'].map(status),
  ];
}

import type { Example, Scene } from './example.ts';

/** Number, id and key changes: no `contacts`. */
export function systemExamples(scene: Scene): Example[] {
  const { customer, hidden } = scene;
  const system = (name: string, message: object): Example => ({
    name: `messages/${name}`,
    field: 'messages',
    value: scene.value({
      messages: [{ id: scene.inboundId(name), timestamp: scene.at(), type: 'system', ...message }],
    }),
  });
  const newUserId = `${customer.userId.slice(0, 3)}99912345678901234567`;
  const body = `User ${customer.name} changed from ${customer.waId} to 12025550198`;
  return [
    system('number_changed', {
      from: customer.waId,
      system: {
        type: 'user_changed_number',
        body,
        wa_id: '12025550198',
        user_id: newUserId,
        previous_user_id: customer.userId,
      },
    }),
    system('number_changed_without_previous', {
      from: customer.waId,
      system: { type: 'user_changed_number', body, wa_id: '12025550198', user_id: newUserId },
    }),
    system('user_id_changed', {
      system: {
        type: 'user_changed_user_id',
        body: `User ${hidden.name} changed from ${hidden.userId} to ${newUserId}`,
        user_id: newUserId,
        parent_user_id: 'US.ENT.22298765432109876543',
        previous_user_id: hidden.userId,
        previous_parent_user_id: 'US.ENT.11198765432109876543',
      },
    }),
    system('identity_changed', {
      from: customer.waId,
      system: { type: 'customer_identity_changed', body: 'The security code changed', wa_id: customer.waId },
      identity: { acknowledged: false, created_timestamp: scene.at(60), hash: 'DF2lS5v2W6x=' },
    }),
  ];
}

import type { BusinessNumber } from '../company/company.ts';
import { compose } from '../customers/compose.ts';
import type { Customer } from '../customers/directory.ts';
import type { MessageKind } from '../customers/message-kinds.ts';
import { createRandom } from '../engine/random.ts';
import { getSample, type SampleName } from '../media/samples.ts';
import type { Simulator } from '../simulator.ts';
import type { PhoneMessage } from '../threads/threads.ts';
import { businessExamples } from './showcase-business.ts';
import { templateExamples } from './showcase-templates.ts';

/**
 * Puts a message of every kind into a chat: to look at, for pictures and for tests of how they are drawn. The
 * customer's go out as webhooks, as always. The business's stand on the phone only, and are read: nobody sent them.
 * Returns the wamids by the names of the examples.
 */
export function showAll(simulator: Simulator, number: BusinessNumber, customer: Customer): Record<string, string> {
  const { clock, ids, inbound, media, threads } = simulator;
  const random = createRandom(simulator.options.seed, 'showcase');
  const thread = threads.open(number, customer);
  const wamids: Record<string, string> = {};

  const show = (name: string, message: Pick<PhoneMessage, 'type' | 'content'> & Partial<PhoneMessage>): void => {
    const isMine = message.direction === 'inbound';
    const wamid = isMine ? ids.inboundWamid(customer.waId) : ids.outboundWamid(customer.waId);
    const rest = { direction: 'outbound', at: clock.now(), replyTo: null, delivery: 'read', reaction: null } as const;
    threads.show(thread, { wamid, ...rest, ...message });
    wamids[name] = wamid;
  };
  const act = (name: string, kind: MessageKind): void => {
    const message = compose({ threads, media, random, now: clock.now() }, number, customer, kind);
    if (message) wamids[name] = inbound.receive(number, customer, message).wamid;
  };
  const tap = (name: string, on: string, more: { label?: string; answers?: Record<string, string | boolean> } = {}) => {
    act(name, { kind: 'tap', messageId: wamids[on] ?? '', card: null, action: 0, ...more });
  };

  const files = new Map<SampleName, ReturnType<typeof media.add>>();
  const file = (name: SampleName): ReturnType<typeof media.add> => {
    const known = files.get(name) ?? media.add({ ...getSample(name), uploadedBy: number.id });
    files.set(name, known);
    return known;
  };
  const ofBusiness = { ...businessExamples(file), ...templateExamples(file, clock.now()) };

  act('welcome', { kind: 'request_welcome' });
  for (const [name, kind] of Object.entries(customerExamples)) act(name, kind);
  act('quote', { kind: 'text', text: 'Here it is again, in one piece?', replyTo: wamids['myImage'] });
  for (const [name, example] of Object.entries(ofBusiness)) {
    show(name, example);
    if (name === 'image') show('businessQuote', { ...text('We have found it!'), replyTo: wamids['myImage'] ?? null });
  }
  tap('buttonReply', 'buttons', { label: 'A new one' });
  tap('listReply', 'list');
  tap('flowReply', 'flow', { answers: { full_name: 'Dana Whitfield', delivery: 'To my door', arrival: '2026-12-03' } });
  tap('quickReply', 'template', { label: 'Thank you' });
  tap('permissionReply', 'callPermission');
  act('order', {
    kind: 'order',
    catalogId: 'catalog-showcase',
    lines: [
      { productId: 'lamp-walnut', quantity: 1 },
      { productId: 'mug-speckled', quantity: 2 },
    ],
    text: 'As a gift, please 🎁',
  });
  act('reaction', { kind: 'reaction', messageId: wamids['video'] ?? '', emoji: '😍' });
  threads.react({ message_id: wamids['myImage'], emoji: '🙏' });
  act('toEdit', { kind: 'text', text: 'See you on Mnoday' });
  act('edit', { kind: 'edit', messageId: wamids['toEdit'] ?? '', text: 'See you on Monday' });
  act('deleted', { kind: 'text', text: 'Wrong chat, sorry' });
  act('revoke', { kind: 'revoke', messageId: wamids['deleted'] ?? '' });
  show('businessDeleted', { ...text('…'), isRevoked: true });
  show('call', { direction: 'inbound', type: 'call', content: {} });
  show('system', { type: 'system', content: { body: `Your security code with ${number.verifiedName} has changed.` } });
  act('unsupported', { kind: 'unsupported', of: 'poll' });
  return wamids;
}

const customerExamples: Readonly<Record<string, MessageKind>> = {
  myText: { kind: 'text', text: 'Hi! My parcel came *yesterday* and something is _broken_ 😕' },
  myImage: { kind: 'image', caption: 'This is how it arrived' },
  myVideo: { kind: 'video' },
  myVoice: { kind: 'voice' },
  myAudio: { kind: 'audio' },
  myDocument: { kind: 'document', caption: 'My complaint' },
  mySticker: { kind: 'sticker' },
  myLocation: { kind: 'location', latitude: 37.7599, longitude: -122.4148, name: 'Home', address: '2400 20th Street' },
  myContacts: {
    kind: 'contacts',
    cards: [
      { name: 'Samir Haddad', phone: '+1 202 555 0190' },
      { name: 'Ines Prado', phone: '+1 202 555 0191' },
    ],
  },
  myRightToLeft: { kind: 'text', text: 'שלום, מתי ההזמנה מגיעה? הכתובת שלי היא רחוב הרצל 12 🙏' },
  myEmoji: { kind: 'text', text: '🙏❤️' },
};

function text(body: string): { type: string; content: object } {
  return { type: 'text', content: { body } };
}

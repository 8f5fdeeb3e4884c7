import type { Bubble, People, Phone, PhoneDevice, PhoneEvent, PhoneFile, Profile } from '../wire.ts';
import type { Outgoing, Tap } from '../wire-body.ts';

/** A call that did not work, in words for the person at the phone. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
}

export interface ChatName {
  waId: string;
  phoneNumberId: string;
}

export function fetchPeople(): Promise<People> {
  return call<People>('people');
}

export function fetchPhone(waId: string): Promise<Phone> {
  return call<Phone>(`phones/${encodeURIComponent(waId)}`);
}

export function sendMessage(chat: ChatName, message: Outgoing, replyTo?: string): Promise<Bubble> {
  return call<Bubble>('messages', { ...chat, message, ...(replyTo === undefined ? {} : { replyTo }) });
}

export function sendTap(chat: ChatName, messageId: string, tap: Tap): Promise<{ bubble: Bubble | null }> {
  return call('taps', { ...chat, messageId, tap });
}

/** An empty emoji takes the reaction away. */
export function sendReaction(chat: ChatName, messageId: string, emoji: string): Promise<void> {
  return call('reactions', { ...chat, messageId, emoji });
}

export function sendEdit(chat: ChatName, messageId: string, text: string): Promise<void> {
  return call('edits', { ...chat, messageId, text });
}

export function sendDeletion(chat: ChatName, messageId: string): Promise<void> {
  return call('deletions', { ...chat, messageId });
}

/** The customer has listened to a voice message. */
export function sendPlayed(chat: ChatName, messageId: string): Promise<void> {
  return call('plays', { ...chat, messageId });
}

/** The customer calls the business, which does not pick up. */
export function sendCall(chat: ChatName): Promise<void> {
  return call('calls', chat);
}

/** The customer looks at the chat: what has arrived in it is read. */
export function openChat(chat: ChatName): Promise<{ read: number }> {
  return call('open', chat);
}

export function changeConsent(
  chat: ChatName,
  change: { isBlocked?: boolean; isMarketingStopped?: boolean },
): Promise<void> {
  return call('consent', { ...chat, ...change });
}

export function changeProfile(
  waId: string,
  change: { username?: string | null; isPhoneHidden?: boolean; newWaId?: string },
): Promise<Profile> {
  return call('profile', { waId, ...change });
}

export async function fetchDevices(): Promise<PhoneDevice[]> {
  const { devices } = await call<{ devices: PhoneDevice[] }>('devices');
  return devices;
}

/** A phone of the company scans what a device shows: what its code says, or a picture of it as a PNG data URL. */
export function sendScan(seen: { code: string } | { image: string }): Promise<{ instance: string }> {
  return call('scan', seen);
}

export function takeSample(of: PhoneFile['of'], phoneNumberId: string): Promise<PhoneFile> {
  return call('samples', { of, phoneNumberId });
}

export async function upload(file: File, phoneNumberId: string): Promise<PhoneFile> {
  const query = new URLSearchParams({ filename: file.name, phoneNumberId });
  return read<PhoneFile>(
    fetch(`./_phone/media?${query}`, {
      method: 'POST',
      headers: { 'content-type': file.type || 'application/octet-stream' },
      body: file,
    }),
  );
}

/** News of one phone. `onOpen` is called at each (re)connection: what happened before it must be fetched. */
export function listen(
  waId: string,
  on: { event: (event: PhoneEvent) => void; open: () => void; lost: () => void },
): () => void {
  const source = new EventSource(`./_phone/phones/${encodeURIComponent(waId)}/events`);
  source.addEventListener('open', on.open);
  source.addEventListener('error', on.lost);
  // Our own server writes these, see ../wire.ts.
  source.addEventListener('message', (message) => on.event(JSON.parse(String(message.data)) as PhoneEvent));
  return () => source.close();
}

/** `path` below /_phone; with a body it is a POST. */
export function call<T>(path: string, body?: object): Promise<T> {
  return read<T>(
    fetch(
      `./_phone/${path}`,
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    ),
  );
}

async function read<T>(pending: Promise<Response>): Promise<T> {
  let response: Response;
  try {
    response = await pending;
  } catch {
    throw new PhoneError('The simulator does not answer. Is it still running?');
  }
  // Our own server's answer, see ../wire.ts; its errors carry a message.
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new PhoneError(answer.message ?? `The simulator answered ${response.status}`);
  return answer;
}

import type { Bubble, People, Phone, PhoneEvent } from '../wire.ts';

/** A call that did not work, in words for the person at the phone. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
}

export function fetchPeople(): Promise<People> {
  return call<People>('people');
}

export function fetchPhone(waId: string): Promise<Phone> {
  return call<Phone>(`phones/${encodeURIComponent(waId)}`);
}

export function sendMessage(message: {
  waId: string;
  phoneNumberId: string;
  text: string;
  replyTo?: string;
}): Promise<Bubble> {
  return call<Bubble>('messages', message);
}

/** The customer looks at the chat: what has arrived in it is read. */
export function openChat(waId: string, phoneNumberId: string): Promise<{ read: number }> {
  return call<{ read: number }>('open', { waId, phoneNumberId });
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

async function call<T>(path: string, body?: object): Promise<T> {
  let response: Response;
  try {
    response = await fetch(
      `./_phone/${path}`,
      body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
    );
  } catch {
    throw new PhoneError('The simulator does not answer. Is it still running?');
  }
  // Our own server's answer, see ../wire.ts; its errors carry a message.
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new PhoneError(answer.message ?? `The simulator answered ${response.status}`);
  return answer;
}

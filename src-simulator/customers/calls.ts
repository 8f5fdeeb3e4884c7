import { closesAt, laterClosing } from '#shared/service-window.ts';
import type { BusinessNumber } from '../company/company.ts';
import type { Clock } from '../engine/clock.ts';
import { alphanumerics, type Random } from '../engine/random.ts';
import type { Threads } from '../threads/threads.ts';
import { metadataOf, toContact } from '../webhooks/message-values.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import type { Customer } from './directory.ts';
import { noteExchange, showsPhone } from './visibility.ts';

/** Customers call; nobody ever picks up, since the Calling API is not played. */
export interface Calls {
  /** Rings for so long, then it is missed. Opens the service window as a message does. Returns the call's id. */
  ring(number: BusinessNumber, customer: Customer, forMs: number): string;
}

export function createCalls(parts: { clock: Clock; random: Random; threads: Threads; webhooks: Webhooks }): Calls {
  const { clock, webhooks } = parts;
  return {
    ring(number, customer, forMs) {
      const id = `wacid.${Buffer.from(`\u001d\u0006${parts.random.text(32, alphanumerics)}`).toString('base64url')}`;
      const thread = parts.threads.open(number, customer);
      thread.windowClosesAt = laterClosing(thread.windowClosesAt, closesAt(clock.now()));
      const startedAt = seconds(clock);

      const emit = (facts: object): void => {
        const isPhoneShown = showsPhone(customer, number.id, clock.now());
        if (isPhoneShown) noteExchange(customer, number.id, clock.now());
        webhooks.emit({
          wabaId: number.wabaId,
          field: 'calls',
          value: {
            messaging_product: 'whatsapp',
            metadata: metadataOf(number),
            contacts: [toContact(customer, isPhoneShown)],
            calls: [
              {
                id,
                ...(isPhoneShown ? { from: customer.waId } : {}),
                from_user_id: customer.userId,
                to: number.digits,
                timestamp: seconds(clock),
                direction: 'USER_INITIATED',
                ...facts,
              },
            ],
          },
          lane: `${number.id}/${customer.key}`,
          wamids: [],
        });
      };
      emit({ event: 'connect', session: { sdp_type: 'offer', sdp: offer } });
      clock.after(forMs, () =>
        emit({ event: 'terminate', status: 'FAILED', start_time: startedAt, end_time: seconds(clock), duration: 0 }),
      );
      return id;
    },
  };
}

function seconds(clock: Clock): string {
  return String(Math.floor(clock.now() / 1000));
}

const offer = 'v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n';

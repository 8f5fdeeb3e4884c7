import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { furthestStep } from '#shared/delivery.ts';
import { AppError } from '#shared/error.ts';
import type { AccountId } from '#shared/ids.ts';
import type { Message } from '#shared/message.ts';
import { OutgoingContent } from '#shared/outgoing.ts';
import type { Principal } from '../auth/principal.ts';
import { InboxPages } from '../inbox/inbox-pages.ts';
import { InboxSending } from '../inbox/sending/inbox-sending.ts';
import { failed, type Finding, ok, warning } from './judge-meta.ts';

const answerMs = 20_000;
const lookEveryMs = 100;

const text = OutgoingContent.parse({ type: 'text', text: 'Parley: this is a test of the connection.' });
const template = OutgoingContent.parse({ type: 'template', name: 'hello_world', language: 'en_US' });

/** To whom, and for how long to wait for the status of it. */
export interface RoundTripTest {
  recipient: string;
  statusWithinMs: number;
}

/** Sends a real message and waits until its status has come back by webhook: everything between is then known to work. */
@Injectable()
export class RoundTrip {
  constructor(
    private readonly pages: InboxPages,
    private readonly sending: InboxSending,
  ) {}

  /** Throws `invalid_input` for what is no phone number. */
  async make(
    principal: Principal,
    accountId: AccountId,
    { recipient, statusWithinMs }: RoundTripTest,
  ): Promise<Finding> {
    const { tenantId } = principal;
    const { id } = await this.send(principal, accountId, recipient);
    const message = await this.sending.waitForAnswer(tenantId, id, answerMs);
    const { sendState } = message;
    switch (sendState?.state) {
      case 'rejected': {
        const { code, title } = sendState.failure;
        return failed('round_trip', `WhatsApp refused the test message (${code}): ${title}`, 'See the message itself');
      }
      case 'held':
        return failed('round_trip', 'The test message is held: this number can’t send', 'Mend the checks above first');
      case 'uncertain':
        return failed('round_trip', 'WhatsApp did not answer', 'Look at the network of this server, then try again');
      default:
        break;
    }
    const step = await this.statusOf(principal, message, statusWithinMs);
    return step === null
      ? warning(
          'round_trip',
          'WhatsApp took the test message, but no status has come back yet',
          'Mend callback, verify token, signature and fields above',
        )
      : ok('round_trip', `WhatsApp took the test message, and its status came back: ${step}`);
  }

  private async send({ tenantId, userId }: Principal, accountId: AccountId, recipient: string): Promise<Message> {
    const order = { tenantId, accountId, recipient, origin: { kind: 'agent', userId } } as const;
    try {
      return (await this.sending.send({ ...order, content: text })).message;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'reply_window_closed') throw error;
      return (await this.sending.send({ ...order, content: template })).message;
    }
  }

  /** How far the message has come by Meta's own word; null when nothing came in time. */
  private async statusOf({ tenantId }: Principal, { id }: Message, withinMs: number): Promise<string | null> {
    for (let waited = 0; waited < withinMs; waited += lookEveryMs) {
      const message = await this.pages.message(tenantId, id);
      const step = message === undefined ? null : furthestStep(message.delivery);
      if (step !== null && step !== 'accepted') return step;
      await delay(lookEveryMs);
    }
    return null;
  }
}

import { serviceWindow } from '#shared/service-window.ts';
import type { BusinessNumber } from '../../company/company.ts';
import { messagesPerSecond, usersPerDay } from '../../limits/limits.ts';
import type { Template } from '../../templates/template.ts';
import { GraphError, toGraphError } from '../graph-error.ts';
import type { GraphParts } from '../graph.ts';
import type { Recipient } from './recipient.ts';

/** What is wrong with the sender, whoever is written to: 133010, 131031, 131042 … */
export function checkSender(parts: GraphParts, number: BusinessNumber): void {
  const block = parts.nodes.sendBlock(number, parts.clock.now());
  if (block) throw toGraphError(block.code, block.details);
  if (parts.nodes.stateOf(number).standing === 'RATE_LIMITED') {
    throw toGraphError(131048, 'Too many messages of this phone number were blocked or reported as spam.');
  }
}

/** What keeps this number from this person: 130403, 131030, 130497. */
export function checkRecipient(parts: GraphParts, number: BusinessNumber, recipient: Recipient): void {
  const { customer } = recipient;
  if (customer && parts.blocking.isBlocked(number, customer)) {
    throw new GraphError(130403, '(#130403) User is blocked by the business', {
      details: 'Message failed to send because this phone number has blocked the recipient. Unblock them first.',
    });
  }
  const block = parts.nodes.sendBlock(number, parts.clock.now(), recipient.id);
  if (block) throw toGraphError(block.code, block.details);
}

/** Counts a message that could go out against how fast and to how many people the number may write. */
export function checkLimits(
  parts: GraphParts,
  number: BusinessNumber,
  { customer, id }: Recipient,
  template: Template | null,
): void {
  const perSecond = messagesPerSecond(parts.nodes.stateOf(number));
  if (!parts.limits.takeThroughput(number, perSecond)) throw toGraphError(130429);
  if (!parts.limits.takePair(number, customer?.key ?? id)) throw toGraphError(131056);

  const perDay = usersPerDay[parts.nodes.portfolio().tier];
  if (!template || !customer || perDay === Number.POSITIVE_INFINITY) return;
  const closesAt = parts.threads.find(number, customer)?.windowClosesAt ?? null;
  if (serviceWindow(closesAt, parts.clock.now(), 0).state === 'open') return;
  if (!parts.limits.takeUser(customer, perDay)) {
    throw toGraphError(131048, `The business has written to its ${perDay} people of these 24 hours.`);
  }
}

import { z } from 'zod';
import { SendFailure } from './send-failure.ts';

/** How far a sent message got, in rising order. Order of arrival of the webhooks does not matter. */
export const DeliveryStep = z.enum(['accepted', 'sent', 'delivered', 'read', 'played']);
export type DeliveryStep = z.infer<typeof DeliveryStep>;
export const deliverySteps: readonly DeliveryStep[] = DeliveryStep.options;

/**
 * The delivery half of a message's status (ruling 48): the first time each step was seen (epoch ms, Meta's time),
 * and the failure Meta reported, if any. The furthest step is derived, never stored.
 */
export const Delivery = z.object({
  seen: z.partialRecord(DeliveryStep, z.int()),
  failure: SendFailure.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const noDelivery: Delivery = { seen: {}, failure: null };

/** The furthest step reached, or null when Meta has not even accepted the message. */
export function furthestStep(delivery: Delivery): DeliveryStep | null {
  return deliverySteps.findLast((step) => delivery.seen[step] !== undefined) ?? null;
}

/** Merge of two sightings: (max step, any failure, earliest time). Commutative, associative and idempotent. */
export function mergeDelivery(a: Delivery, b: Delivery): Delivery {
  const seen: Delivery['seen'] = {};
  for (const step of deliverySteps) {
    const times = [a.seen[step], b.seen[step]].filter((time) => time !== undefined);
    if (times.length > 0) seen[step] = Math.min(...times);
  }
  return { seen, failure: earlierFailure(a.failure, b.failure) };
}

/** A message counts as failed only if it never got as far as the customer's phone: `delivered` outranks a failure. */
export function hasFailed(delivery: Delivery): boolean {
  if (delivery.failure === null) return false;
  const step = furthestStep(delivery);
  return step === null || deliverySteps.indexOf(step) < deliverySteps.indexOf('delivered');
}

function earlierFailure(a: SendFailure | null, b: SendFailure | null): SendFailure | null {
  if (a === null || b === null) return a ?? b;
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return JSON.stringify(a) <= JSON.stringify(b) ? a : b;
}

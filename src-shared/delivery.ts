import { z } from 'zod';
import { SendFailure } from './send-failure.ts';

/** How far a sent message got, in rising order. Order of arrival of the webhooks does not matter. */
export const DeliveryStep = z.enum(['accepted', 'sent', 'delivered', 'read', 'played']);
export type DeliveryStep = z.infer<typeof DeliveryStep>;
export const deliverySteps: readonly DeliveryStep[] = DeliveryStep.options;

/**
 * What WhatsApp says a message costs, in its own words: `regular` is charged on delivery, `free_…` is not. What was
 * `billable` is going away. Null: it named none.
 */
export const Price = z.object({ type: z.string().max(64).nullable(), category: z.string().max(64).nullable() });
export type Price = z.infer<typeof Price>;

/**
 * The delivery half of a message's status (ruling 48): the first time each step was seen (epoch ms, Meta's time),
 * the failure Meta reported, if any, and the price, once Meta has named it. The furthest step is derived, never stored.
 */
export const Delivery = z.object({
  seen: z.partialRecord(DeliveryStep, z.int()),
  failure: SendFailure.nullable(),
  price: Price.optional(),
});
export type Delivery = z.infer<typeof Delivery>;

export const noDelivery: Delivery = { seen: {}, failure: null };

/** The furthest step reached, or null when Meta has not even accepted the message. */
export function furthestStep(delivery: Delivery): DeliveryStep | null {
  return deliverySteps.findLast((step) => delivery.seen[step] !== undefined) ?? null;
}

/** Merge of two sightings: (max step, any failure, earliest time, the dearer price). Commutative, associative and idempotent. */
export function mergeDelivery(a: Delivery, b: Delivery): Delivery {
  const seen: Delivery['seen'] = {};
  for (const step of deliverySteps) {
    const times = [a.seen[step], b.seen[step]].filter((time) => time !== undefined);
    if (times.length > 0) seen[step] = Math.min(...times);
  }
  const price = dearerPrice(a.price, b.price);
  return { seen, failure: earlierFailure(a.failure, b.failure), ...(price && { price }) };
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

/** Meta names it with two statuses, in whatever order. Should they differ, nobody is told that it was free. */
function dearerPrice(a: Price | undefined, b: Price | undefined): Price | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (isCharged(a) !== isCharged(b)) return isCharged(a) ? a : b;
  return JSON.stringify([a.type, a.category]) <= JSON.stringify([b.type, b.category]) ? a : b;
}

const isCharged = ({ type }: Price): boolean => type === 'regular';

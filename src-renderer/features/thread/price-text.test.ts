import { expect, it } from 'vitest';
import type { Delivery } from '#shared/delivery.ts';
import { explainPrice } from './price-text.ts';

const delivered: Delivery = { seen: { sent: 1, delivered: 2 }, failure: null };
const sent: Delivery = { seen: { sent: 1 }, failure: null };
const say = (type: string | null, category: string | null, delivery = delivered): string =>
  explainPrice(delivery, { type, category });

it('says what WhatsApp charges for, when, and as what', () => {
  expect(say('regular', 'marketing')).toBe('Charged by WhatsApp as a marketing message.');
  expect(say('regular', 'authentication_international')).toBe(
    'Charged by WhatsApp as an international authentication message.',
  );
  expect(say('regular', 'service', sent)).toBe('WhatsApp charges for it once it is delivered, as a service message.');
});

it('says what is free, and why', () => {
  expect(say('free_customer_service', 'utility')).toBe('Free: a utility message inside the 24-hour window.');
  expect(say('free_entry_point', 'referral_conversion', sent)).toBe(
    'Free: an answer to an advertisement, within 72 hours of the first answer to the customer’s click.',
  );
});

it('claims nothing about words it does not know', () => {
  expect(say('free_tier_2027', 'service')).toBe('WhatsApp’s price: free_tier_2027, as a service message.');
  expect(say('regular', 'agentic')).toBe('Charged by WhatsApp as agentic.');
  expect(say(null, null)).toBe('WhatsApp’s price: not named, as not named.');
});

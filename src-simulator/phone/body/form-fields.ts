import type { Trade } from '../../company/company.ts';
import type { FormField } from '../wire-body.ts';

/** Flows live at Meta as JSON that we do not have, so each trade has one form that its customers plausibly fill in. */
export function flowFields(trade: Trade): FormField[] {
  switch (trade) {
    case 'shop':
      return [
        field('full_name', 'Full name', 'text'),
        field('email', 'Email', 'email'),
        field('delivery', 'Delivery', 'choice', ['To my door', 'Pick up in the store']),
        field('delivery_date', 'Preferred day', 'date'),
        field('note', 'Anything we should know?', 'long'),
      ];
    case 'hotel':
      return [
        field('arrival', 'Arrival', 'date'),
        field('nights', 'Nights', 'choice', ['1', '2', '3', '4 or more']),
        field('room', 'Room', 'choice', ['Harbour view', 'Garden', 'Suite']),
        field('breakfast', 'With breakfast', 'check'),
        field('wishes', 'Wishes', 'long'),
      ];
    case 'clinic':
      return [
        field('reason', 'What is it about?', 'choice', ['Check-up', 'Prescription', 'Test results', 'Something else']),
        field('day', 'Preferred day', 'date'),
        field('time', 'Time of day', 'choice', ['Morning', 'Afternoon', 'Evening']),
        field('phone', 'Phone for questions', 'phone'),
        field('consent', 'You may call me', 'check'),
      ];
  }
}

/** The fixed form of an address message, with the keys of its answer. */
export const addressFields: readonly FormField[] = [
  field('name', 'Name', 'text'),
  field('phone_number', 'Phone', 'phone'),
  field('address', 'Address', 'long'),
  field('city', 'City', 'text'),
  field('in_pin_code', 'Pin code', 'text'),
];

function field(name: string, label: string, type: FormField['type'], options: string[] = []): FormField {
  return { name, label, type, options };
}

import type { PhoneNumber } from '../wire.ts';

/** First sentences for somebody who has just opened the page and wonders what to write. */
export const openers: Readonly<Record<PhoneNumber['trade'], readonly string[]>> = {
  shop: [
    'Hi! Is the walnut desk lamp back in stock?',
    'My order arrived with a broken shade 😕',
    'Do you deliver on Saturdays?',
  ],
  hotel: [
    'Hello, do you have a double room for Friday?',
    'Could we check in a little earlier?',
    'I left my charger in room 214',
  ],
  device: ['Hello, are you there?', 'Can you call me back?'],
  clinic: ['Hi, I need to move my appointment', 'Are my test results back?', 'Do you have a slot this week?'],
};

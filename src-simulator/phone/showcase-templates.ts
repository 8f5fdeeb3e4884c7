import type { SampleName } from '../media/samples.ts';
import type { FilledButton, FilledCard, FilledHeader, FilledTemplate } from '../templates/filled-template.ts';
import type { BusinessExample } from './showcase-business.ts';

const hourMs = 3_600_000;

/** Templates as the phone gets them, of every category and with every part. `now`: epoch ms. */
export function templateExamples(
  file: (name: SampleName) => { id: string },
  now: number,
): Readonly<Record<string, BusinessExample>> {
  const picture = (name: SampleName): FilledHeader => ({
    type: 'image',
    media: { id: file(name).id, link: null, filename: null },
  });
  const shoe = (name: SampleName, body: string): FilledCard => ({ header: picture(name), body, buttons: [more, see] });
  return {
    template: template({
      name: 'delivery_photo',
      header: picture('parcel.jpg'),
      body: 'Hi *Dana*, we left your parcel with your neighbour. Here is how it looks.',
      footer: 'Marlow Store',
      buttons: [
        { type: 'quick_reply', text: 'Thank you', payload: 'thanks' },
        { type: 'url', text: 'Track parcel', url: 'https://example.com/track/48213' },
        { type: 'phone_number', text: 'Call us', phoneNumber: '+12025550143' },
      ],
    }),
    videoTemplate: template({
      name: 'welcome',
      header: { type: 'video', media: { id: file('harbour.mp4').id, link: null, filename: null } },
      body: 'Welcome to the harbour! Tell us about your stay.',
      buttons: [
        { type: 'flow', text: 'Give feedback', flowId: '987654321', flowToken: '', screen: 'RATE', data: null },
      ],
    }),
    placeTemplate: template({
      name: 'booking_confirmed',
      header: {
        type: 'location',
        latitude: 50.1527,
        longitude: -5.0662,
        name: 'Marlow Harbour Hotel',
        address: '2 Quay Street, Falmouth',
      },
      body: 'Dear Ms Whitfield, your room is booked from 3 May to 5 May.',
      buttons: [{ type: 'voice_call', text: 'Call the desk', ttlMinutes: null }],
    }),
    authentication: template({
      name: 'sign_in_code',
      category: 'AUTHENTICATION',
      body: '*482 913* is your verification code. For your security, do not share this code.',
      footer: 'This code expires in 10 minutes.',
      buttons: [{ type: 'otp', text: 'Copy code', code: '482913', otpType: 'COPY_CODE' }],
    }),
    offer: template({
      name: 'weekend_offer',
      category: 'MARKETING',
      header: picture('shoe.jpg'),
      body: 'Hi Dana, 20% off everything this weekend.',
      offer: { text: 'Ends on Sunday', expiresAt: now + 26 * hourMs, code: 'WEEKEND20' },
      buttons: [{ type: 'copy_code', text: 'Copy offer code', code: 'WEEKEND20' }, see],
    }),
    carouselTemplate: template({
      name: 'new_season',
      category: 'MARKETING',
      body: 'Hi Dana, the new season is here. Have a look:',
      cards: [shoe('shoe.jpg', 'Trail shoe, now in three colours'), shoe('receipt.jpg', 'City shoe, now in black')],
    }),
    productsTemplate: template({
      name: 'chosen_for_you',
      category: 'MARKETING',
      body: 'Chosen for you',
      buttons: [
        {
          type: 'mpm',
          text: 'View items',
          thumbnailProductRetailerId: 'lamp-walnut',
          sections: [{ title: 'Light', productRetailerIds: ['lamp-walnut', 'vase-clay'] }],
        },
      ],
    }),
  };
}

const more: FilledButton = { type: 'quick_reply', text: 'Tell me more', payload: 'more' };
const see: FilledButton = { type: 'url', text: 'See it', url: 'https://example.com/shoes/trail' };

function template(parts: Partial<FilledTemplate> & Pick<FilledTemplate, 'name' | 'body'>): BusinessExample {
  const filled: FilledTemplate = {
    language: 'en_US',
    category: 'UTILITY',
    header: null,
    footer: null,
    offer: null,
    buttons: [],
    cards: [],
    asksToCall: false,
    ...parts,
  };
  return { type: 'template', content: { name: filled.name, language: { code: filled.language }, filled } };
}

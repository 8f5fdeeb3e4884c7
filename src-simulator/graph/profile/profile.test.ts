import { expect, it } from 'vitest';
import { type Answer, start, type Started } from '../../testing/start.ts';

const fields = 'about,address,description,email,profile_picture_url,websites,vertical';

async function startWithProfile(): Promise<
  Started & { read: (wanted?: string) => Promise<Answer>; change: (body: object) => Promise<Answer> }
> {
  const started = await start();
  const authorization = `Bearer ${started.simulator.tokens.current()}`;
  const path = `/v26.0/${started.shop}/whatsapp_business_profile`;
  return {
    ...started,
    read: (wanted = fields) => started.get(`${path}?fields=${wanted}`, { authorization }),
    change: (body) => started.post(path, { messaging_product: 'whatsapp', ...body }, { authorization }),
  };
}

it('changes what is sent and leaves the rest as it was', async () => {
  const { read, change } = await startWithProfile();
  expect((await read()).body).toEqual({ data: [{ vertical: 'OTHER', messaging_product: 'whatsapp' }] });
  const profile = {
    about: 'Open till nine 🛍️',
    address: '1 High Street',
    description: 'Everything for the harbour',
    email: 'hello@marlow.example',
    websites: ['https://marlow.example', 'http://shop.marlow.example/a?b=c'],
    vertical: 'RETAIL',
  };
  expect((await change(profile)).body).toEqual({ success: true });
  await change({ description: '' });
  const { description: _gone, ...rest } = profile;
  expect((await read()).body).toEqual({ data: [{ ...rest, messaging_product: 'whatsapp' }] });
  expect((await read('email')).body).toEqual({
    data: [{ email: 'hello@marlow.example', messaging_product: 'whatsapp' }],
  });
  expect((await read('shoe_size')).body.error.code).toBe(100);
});

it('refuses what breaks a limit, naming the parameter, and changes nothing then', async () => {
  const { read, change, post, shop, simulator } = await startWithProfile();
  const wrong = [
    { about: '' },
    { about: 'x'.repeat(140) },
    { address: 'x'.repeat(257) },
    { description: 'x'.repeat(513) },
    { email: `${'x'.repeat(128)}@a.example` },
    { email: 'not an address' },
    { websites: ['https://a.example', 'https://b.example', 'https://c.example'] },
    { websites: ['marlow.example'] },
    { websites: [`https://a.example/${'x'.repeat(256)}`] },
    { websites: 'https://a.example' },
    { vertical: 'NOT_A_BIZ' },
    { vertical: 7 },
    { profile_picture_handle: '4::nothing' },
  ];
  for (const body of wrong) {
    const [name = ''] = Object.keys(body);
    const answer = await change({ vertical: 'HOTEL', ...body });
    expect([body, answer.status, answer.body.error?.code]).toEqual([body, 400, 100]);
    expect(answer.body.error.message).toContain(name);
  }
  const authorization = `Bearer ${simulator.tokens.current()}`;
  expect((await post(`/${shop}/whatsapp_business_profile`, { about: 'x' }, { authorization })).body.error.code).toBe(
    100,
  );
  expect((await read('vertical')).body.data[0].vertical).toBe('OTHER');
});

it('shows the picture of an upload handle at an address that needs no token', async () => {
  const { read, change, simulator } = await startWithProfile();
  const bytes = Buffer.from('89504e470d0a1a0a', 'hex');
  const handle = simulator.media.addHandle({ bytes, mimeType: 'image/png', filename: null });
  expect((await change({ profile_picture_handle: handle })).body).toEqual({ success: true });
  const address = (await read('profile_picture_url')).body.data[0].profile_picture_url;
  const picture = await fetch(address);
  expect([picture.headers.get('content-type'), Buffer.from(await picture.arrayBuffer())]).toEqual(['image/png', bytes]);

  const document = simulator.media.addHandle({ bytes, mimeType: 'application/pdf', filename: null });
  expect((await change({ profile_picture_handle: document })).body.error.code).toBe(100);
  expect((await read('profile_picture_url')).body.data[0].profile_picture_url).toBe(address);
});

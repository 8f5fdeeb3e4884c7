import { until } from '../support/deadline.ts';
import { expect, openThread, test } from './fixtures.ts';

// Chromium's own false microphone, which beeps once a second; nobody is there to answer Chromium's own question for it.
const beeping = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

test('a voice note is recorded, paused, listened to and reaches WhatsApp as Ogg with Opus', async ({
  team,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: 'Call me?' });
  const { page } = await openDesk('maya', { args: beeping });
  await openThread(page, customer?.name ?? '');
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  const recorder = page.getByRole('group', { name: 'Voice note' });
  await expect(recorder.getByRole('timer', { name: 'Recording' })).toHaveText('0:02');
  await recorder.getByRole('button', { name: 'Pause' }).click();
  await expect(recorder.getByRole('timer', { name: 'Paused' })).toBeVisible();
  await recorder.getByRole('button', { name: 'Go on recording' }).click();
  await recorder.getByRole('button', { name: 'Stop', exact: true }).click();

  await recorder.getByRole('button', { name: 'Listen to it' }).click();
  await expect(recorder.getByRole('button', { name: 'Stop listening' })).toBeVisible();
  // It can be played: it comes to its end by itself.
  await expect(recorder.getByRole('button', { name: 'Listen to it' })).toBeVisible();
  await recorder.getByRole('button', { name: 'Send voice note' }).click();
  await expect(recorder).toBeHidden();

  await until('it at WhatsApp', async () => (await team.simulator.ledger()).sends.length === 1);
  const [send] = (await team.simulator.ledger()).sends;
  expect(send).toMatchObject({ type: 'audio', body: { voice: true } });
  // What of the body is read here is what Meta's reference has.
  const { id } = (send?.body ?? { id: '' }) as { id: string };
  const headers = { authorization: `Bearer ${team.simulator.company.accessToken}` };
  const found = await fetch(`${team.simulator.url}/v23.0/${id}`, { headers });
  const { url, mime_type: type } = (await found.json()) as { url: string; mime_type: string };
  expect(type).toContain('audio/ogg');
  const bytes = Buffer.from(await (await fetch(url, { headers })).arrayBuffer());
  expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  expect(bytes.toString('latin1', 28, 36)).toBe('OpusHead');
});

test('a recording can be thrown away, and a microphone that isn’t there is said in words @wide', async ({
  team,
  openDesk,
}) => {
  const [customer] = team.simulator.company.customers;
  const phoneNumberId = team.accounts[0]?.phoneNumberId ?? '';
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId, text: 'Call me?' });
  const { page } = await openDesk('maya', { args: beeping });
  await openThread(page, customer?.name ?? '');
  await page.keyboard.press('ControlOrMeta+Shift+v');
  const recorder = page.getByRole('group', { name: 'Voice note' });
  await recorder.getByRole('button', { name: 'Throw the recording away' }).click();
  await expect(recorder).toBeHidden();

  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  });
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(page.getByText('No microphone was found. Plug one in and try again.')).toBeVisible();
  expect((await team.simulator.ledger()).sends).toHaveLength(0);
});

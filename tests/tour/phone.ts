import { chromium, type Locator } from 'playwright';
import { findBrowser } from '../support/browser.ts';
import { makeFolder } from '../support/folder.ts';
import { startSimulator } from '../support/simulator.ts';

/** Messages of the simulator's showcase, what they are, and the pictures' names. */
const kinds = [
  ['myText', 'text', 'The customer’s phone: text, a photo and a reaction'],
  ['myRightToLeft', 'right-to-left', 'Right-to-left text, lone emoji, a quote with its photo'],
  ['myVoice', 'voice', 'A video, voice notes with their shape, a document'],
  ['formattedText', 'formatting', 'Bold, lists, quotes and a link of the business'],
  ['sticker', 'sticker', 'A document, a sticker and a place'],
  ['contacts', 'contacts', 'A place and a shared contact'],
  ['buttons', 'buttons', 'A message with reply buttons'],
  ['list', 'list', 'A message with a list'],
  ['flow', 'flow', 'Requests for a place and a number, and a form'],
  ['product', 'products', 'Products and a catalogue'],
  ['carousel', 'carousel', 'A carousel'],
  ['template', 'template', 'A template with picture, footer and buttons'],
  ['authentication', 'code', 'A place as a template’s header, and a code to sign in'],
  ['offer', 'offer', 'A limited-time offer'],
  ['order', 'order', 'Answers of buttons, lists and forms; an order; edited and deleted messages'],
] as const;

/** The phone page with messages of every kind, on a clock that stands still. */
export async function phone(take: (part: Locator, name: string, what: string) => Promise<void>): Promise<void> {
  const flags = ['--clock-at', '2026-11-20T09:41:20Z'];
  const simulator = await startSimulator({ folder: makeFolder('tour-phone'), seed: '7', flags });
  const browser = await chromium.launch(findBrowser());
  try {
    const customer = simulator.company.customers.find(({ name }) => name === 'Dana Whitfield');
    const phoneNumberId = simulator.company.wabas[0]?.phoneNumbers[0]?.id;
    const response = await fetch(`${simulator.url}/_control/showcase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ waId: customer?.waId, phoneNumberId }),
    });
    // Our own simulator's answer, see its README.
    const { wamids } = (await response.json()) as { wamids: Record<string, string> };
    const page = await browser.newPage({
      viewport: { width: 1180, height: 900 },
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    await page.goto(`${simulator.url}/#${customer?.waId}`);
    await page.getByRole('listitem').first().waitFor();
    const device = page.getByRole('main');
    await take(page.locator('body'), 'phone-chats', 'The customer’s phone: chats with every number of the company');
    await page.getByRole('listitem').first().click();
    await page.mouse.move(0, 0);
    const messages = page.getByRole('log', { name: 'Messages' });
    for (const [message, name, what] of kinds) {
      const bubble = messages.locator(`[id="message-${wamids[message]}"]`);
      await bubble.evaluate((element) => element.scrollIntoView({ block: 'center' }));
      await take(device, `phone-${name}`, what);
    }
    await page.getByRole('button', { name: 'Choose a time' }).click();
    await page.getByRole('dialog', { name: 'Choose a time' }).waitFor();
    await take(device, 'phone-list-open', 'A list, open');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('dialog', { name: 'Send' }).waitFor();
    await take(device, 'phone-attach', 'What a customer can send');
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: 'Message' }).focus();
    await page.setViewportSize({ width: 390, height: 844 });
    await messages
      .locator(`[id="message-${wamids['image']}"]`)
      .evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await take(page.locator('body'), 'phone-narrow', 'The phone page on a phone');
  } finally {
    await browser.close();
    await simulator.child.stop();
  }
}

import type { Locator, Page } from 'playwright';
import { expect } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// What main and the server say arrives in English; the screen says it in the reader's language. In Arabic letters English
// is easy to see.

test('in Arabic no screen of the inbox, the administration or the settings says anything in English @wide', async ({
  openDesk,
}) => {
  const { page } = await openDesk('ada', { role: 'admin' });
  await page.keyboard.press('Control+Comma');
  await page.getByRole('radio', { name: 'العربية' }).press(' ');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  const rows = page.getByRole('list').getByRole('listitem');
  await rows.first().waitFor();
  expect(await englishOf(page)).toEqual([]);

  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await walk(page, page.getByRole('main').getByRole('navigation').getByRole('button'));
  await page.keyboard.press('Control+Comma');
  await walk(page, page.getByRole('main').getByRole('navigation').getByRole('button'));
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  expect(await englishOf(page)).toEqual([]);
});

test('in German the lamps say in German how the line to the server does @wide', async ({ openDesk }) => {
  const { page } = await openDesk();
  await page.keyboard.press('Control+Comma');
  await page.getByRole('radio', { name: 'Deutsch' }).press(' ');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('button', { name: 'Server: ok' }).click();
  await expect(page.getByText('Der Server antwortet.')).toBeVisible();
});

/** Opens one page after the other, each until it stands still. */
async function walk(page: Page, entries: Locator): Promise<void> {
  await entries.first().waitFor();
  for (const entry of await entries.all()) {
    await entry.press('Enter');
    await expect(entry).toHaveAttribute('aria-current', /.+/);
    await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
    expect([await entry.textContent(), ...(await englishOf(page))]).toEqual([await entry.textContent()]);
  }
}

/** Two English words in a row, the second of them small: a phrase. What people wrote is set apart in `bdi`, or their company's name. */
function englishOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const apart = 'bdi, [dir="ltr"], code, pre, kbd, time, textarea';
    const phrase = /\b[A-Za-z’']{2,} [a-z]{2,}\b/;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const found: string[] = [];
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const texts =
        node instanceof Element
          ? ['aria-label', 'title', 'placeholder', 'alt'].map((name) => node.getAttribute(name) ?? '')
          : node.parentElement?.closest(apart) == null
            ? [node.textContent ?? '']
            : [];
      found.push(...texts.filter((text) => phrase.test(text.replace('My company', ''))));
    }
    return found;
  });
}

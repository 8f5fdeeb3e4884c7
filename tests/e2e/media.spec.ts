import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { root } from '../support/root.ts';
import { expect, openThread } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

const messages = (page: Page) => page.getByRole('log', { name: 'Messages' });
const sample = (name: string) => readFileSync(join(root, 'src-simulator/media/samples', name));

/** The save dialog answers with this path from now on. */
async function saveTo(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as typeof dialog.showSaveDialog;
  }, path);
}

function filesBelow(dir: string): string[] {
  return (
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .map((name) => join(dir, name))
      // The browser's own files come and go; its locks are links to nothing.
      .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
  );
}

test('a picture is seen large, zoomed, left by the keyboard and saved; offline it is still there, and sealed on the disk', async ({
  team,
  openDesk,
  folder,
}) => {
  const desk = await openDesk();
  const { page, app, profile, person } = desk;
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  const bytes = sample('parcel.jpg');
  const mediaId = await team.simulator.addFile({ bytes, mimeType: 'image/jpeg' });
  await team.simulator.act(who, { kind: 'image', caption: 'First box', mediaId });
  await team.simulator.act(who, { kind: 'image', caption: 'Second box' });
  await team.simulator.act(who, { kind: 'video' });
  await openThread(page, customer?.name ?? '');
  const first = page.getByRole('button', { name: 'Open Photo: First box' });
  await expect(first.getByRole('img')).toBeVisible();
  await expect
    .poll(() => first.getByRole('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(100);

  // Large: arrows lead on, plus zooms, Esc leads back to where one was.
  await first.click();
  const large = page.getByRole('dialog', { name: 'Picture' });
  await expect(large.getByRole('img', { name: 'First box' })).toBeVisible();
  await expect(large).toContainText('1 of 3');
  await page.keyboard.press('ArrowRight');
  await expect(large.getByRole('img', { name: 'Second box' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  const narrow = await large.getByRole('img').boundingBox();
  await page.keyboard.press('+');
  await expect
    .poll(async () => (await large.getByRole('img').boundingBox())?.width)
    .toBeGreaterThan(narrow?.width ?? 0);
  const target = join(folder, 'saved.jpg');
  await saveTo(app, target);
  await large.getByRole('button', { name: 'Save file…' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  expect(readFileSync(target).equals(bytes)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(large).toBeHidden();

  // Nothing of it stands in the clear on this computer.
  const kept = filesBelow(profile).filter((path) => path.endsWith('.enc'));
  expect(kept.length).toBeGreaterThanOrEqual(2);
  const middle = bytes.subarray(2000, 2064);
  for (const path of filesBelow(profile)) {
    const content = readFileSync(path);
    expect(content.includes(middle) ? path : null).toBeNull();
  }

  // Without a network what was seen is still there, what was not says so and comes by itself.
  await person.link.setMode('cut');
  await page.reload();
  await openThread(page, customer?.name ?? '');
  await expect(page.getByRole('img', { name: 'Photo: First box' })).toBeVisible();
  await page.getByRole('button', { name: 'Get Video' }).click();
  const film = messages(page).getByRole('article', { name: /\[video\]/ });
  await expect(film).toContainText('Not on this computer yet');
  await person.link.setMode('pass');
  await film.getByRole('button', { name: 'Try again' }).click();
  await expect(film.getByRole('button', { name: 'Play Video' })).toBeVisible();
});

test('pain 15: a voice note has its waveform, plays at the chosen speed, and by keyboard', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  await team.simulator.act(who, { kind: 'voice' });
  await openThread(page, customer?.name ?? '');
  const player = page.getByRole('group', { name: /^Voice message, / });
  await expect(player).toBeVisible();
  await player.getByRole('button', { name: 'Speed: 1×' }).click();
  await player.getByRole('button', { name: 'Speed: 1.5×' }).click();
  await expect(player.getByRole('button', { name: 'Speed: 2×' })).toBeVisible();
  await player.getByRole('button', { name: 'Play' }).focus();
  await page.keyboard.press('Enter');
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(player.getByRole('button', { name: 'Play' })).toBeVisible();
  const position = player.getByRole('slider', { name: 'Position' });
  await position.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await expect(position).toHaveAttribute('aria-valuetext', /^0:00 of 0:0\d$/);
});

test('pain 6: a file that Meta no longer has says so; a document is saved under a safe name', async ({
  team,
  openDesk,
  folder,
}) => {
  const { page, app } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const who = { waId: customer?.waId ?? '', phoneNumberId: team.accounts[0]?.phoneNumberId ?? '' };
  const bytes = sample('invoice-48213.pdf');
  const mediaId = await team.simulator.addFile({ bytes, mimeType: 'application/pdf' });
  await team.simulator.act(who, { kind: 'document', filename: 'Invoice.exe', mediaId });
  await openThread(page, customer?.name ?? '');
  const paper = page.getByRole('group', { name: 'Document Invoice.exe' });
  await expect(paper).toContainText('PDF');
  await app.evaluate(({ dialog }, dir) => {
    dialog.showSaveDialog = (async (...args: unknown[]) => {
      const { defaultPath } = args.at(-1) as { defaultPath: string };
      return { canceled: false, filePath: `${dir}/${defaultPath}` };
    }) as typeof dialog.showSaveDialog;
  }, folder);
  await paper.getByRole('button', { name: 'Save Invoice.exe' }).click();
  await expect(page.getByRole('status', { name: 'Messages from Parley' })).toContainText('Saved');
  expect(readFileSync(join(folder, 'Invoice.exe.pdf')).equals(bytes)).toBe(true);

  await team.simulator.setFaults({ mediaMissing: true });
  await team.simulator.act(who, { kind: 'image', caption: 'Too late' });
  await expect(messages(page).getByRole('article', { name: /Too late/ })).toContainText('File expired at Meta');
});

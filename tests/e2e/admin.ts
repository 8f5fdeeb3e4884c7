import type { Locator, Page } from '@playwright/test';

/** The administration's page of this name, by keys alone. */
export async function openAdmin(page: Page, name: string): Promise<Locator> {
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  const screen = page.getByRole('main', { name: 'Administration' });
  await screen.getByRole('button', { name, exact: true }).press('Enter');
  return screen;
}

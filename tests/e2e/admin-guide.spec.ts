import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { root } from '../support/root.ts';
import { until } from '../support/deadline.ts';
import { expect, test } from './fixtures.ts';

// docs/admin-guide.md, "In the desktop, by clicks", done as it is written.

type Step =
  | { do: 'click'; name: string; row: string | null }
  | { do: 'fill'; field: string; value: string }
  | { do: 'see'; text: string };

/** Bold, slanted with a value, quoted; in the order in which they are read. */
function stepsOf(section: string): Step[] {
  const said = section.replace(/\s+/g, ' ');
  const found = said.matchAll(/\*\*([^*:]+)(?:: ([^*]+))?\*\*|_([^_]+)_ `([^`]+)`|“([^”]+)”/g);
  return Array.from(found, ([, name, row, field, value, text]): Step => {
    if (name !== undefined) return { do: 'click', name, row: row ?? null };
    if (field !== undefined) return { do: 'fill', field, value: value ?? '' };
    return { do: 'see', text: text ?? '' };
  });
}

function readSection(title: string): string {
  const guide = readFileSync(join(root, 'docs/admin-guide.md'), 'utf8');
  const section = guide.split('\n## ').find((part) => part.startsWith(`${title}\n`)) ?? '';
  return section.slice(section.indexOf('1. '));
}

async function click(page: Page, name: string, row: string | null): Promise<void> {
  const within = row === null ? page : page.getByRole('listitem', { name: row });
  const start = new RegExp(`^${name}(,|$)`);
  const target = within
    .getByRole('button', { name: start })
    .or(within.getByRole('option', { name: new RegExp(name) }))
    .last();
  await target.click();
}

async function fill(page: Page, field: string, value: string): Promise<void> {
  const box = page.getByRole('textbox', { name: field, exact: true });
  const target = box
    .or(page.getByRole('combobox', { name: field, exact: true }))
    .or(page.getByLabel(field, { exact: true }));
  const choice = page.getByRole('radiogroup', { name: field }).getByRole('radio', { name: value });
  await expect(target.or(choice).first()).toBeVisible();
  if (await choice.isVisible()) await choice.click();
  else await target.first().fill(value);
}

test('the admin guide, word for word: a number is connected, a template sent, a token handed out @wide', async ({
  team,
  openDesk,
}) => {
  const [, , free] = team.accounts;
  if (free === undefined) throw new Error('the company has three numbers');
  await team.admin.call('deleteIntegration', { params: { id: free.id } });
  const customer = team.simulator.company.customers[5]?.waId ?? '';
  const values: Record<string, string> = {
    $PHONE: free.displayPhoneNumber,
    $PHONE_NUMBER_ID: free.phoneNumberId,
    $WABA_ID: free.wabaId,
    $META_TOKEN: team.simulator.company.accessToken,
    $CUSTOMER: `+${customer}`,
  };
  const steps = stepsOf(readSection('In the desktop, by clicks'));
  expect(steps.length).toBeGreaterThan(25);
  const { page } = await openDesk('ada', { role: 'admin' });
  for (const step of steps) {
    await test.step(JSON.stringify(step), async () => {
      if (step.do === 'click') await click(page, step.name, step.row);
      else if (step.do === 'fill') await fill(page, step.field, values[step.value] ?? step.value);
      else await expect(page.getByText(step.text).first()).toBeVisible();
    });
  }
  const sends = async () => (await team.simulator.ledger()).sends;
  await until('the customer to have the template', async () => (await sends()).some(({ waId }) => waId === customer));
  expect((await sends()).find(({ waId }) => waId === customer)?.phoneNumberId).toBe(free.phoneNumberId);
});

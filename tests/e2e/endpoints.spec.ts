import type { Team } from '../support/team.ts';
import { openAdmin } from './admin.ts';
import { signInAt } from './desk.ts';
import { expect, test as alone } from './fixtures.ts';
import { said } from './inbox.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// S4, "WhatsApp Integration Guide": the superadmin assigns an endpoint, the company's admin links phones over it.

/** The simulator's documented answers. */
async function simulated(team: Team, path: string, body: object): Promise<{ waId: string }> {
  const response = await fetch(`${team.simulator.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as { waId: string };
}

async function assignEndpoint(team: Team): Promise<string> {
  const { slug } = (await team.admin.call('me')).tenant;
  await team.admin.call('assignEndpoint', { params: { tenantId: slug }, body: { endpoint_name: 'Primary' } });
  return slug;
}

test('S4 Superadmin assigns endpoint: tenant, WhatsApp Setup, dropdown, Assign Endpoint, "Endpoint assigned" @wide', async ({
  team,
  launch,
}) => {
  const { page } = await launch();
  await signInAt(page, team.links.api.url, team.backend.admin.email, team.backend.admin.password);

  // 1. Navigate: Tenants → select the tenant.
  const screen = await openAdmin(page, 'Tenants');
  const { tenant } = await team.admin.call('me');
  await screen.getByRole('listitem', { name: tenant.name }).getByRole('button').press('Enter');
  // 2. Click: "WhatsApp Setup".
  await screen.getByRole('button', { name: 'WhatsApp Setup' }).press('Enter');
  // 3. Select: endpoint from the dropdown, which shows names only.
  const dropdown = screen.getByRole('combobox', { name: 'Endpoint' });
  await expect(dropdown.getByRole('option')).toHaveText(['Choose an endpoint', 'Primary']);
  await dropdown.selectOption('Primary');
  expect(await page.content()).not.toContain('/gateway');
  // 4. Save: "Assign Endpoint". 5. Result.
  await screen.getByRole('button', { name: 'Assign Endpoint' }).press('Enter');
  await said(page, 'Endpoint assigned');
  const assigned = screen.getByRole('region', { name: 'Assigned endpoint' });
  await expect(assigned).toContainText('Primary');
  await expect(assigned).toContainText('healthy');

  const { config } = await team.admin.call('tenantEndpoint', { params: { tenantId: tenant.slug } });
  expect(config).toMatchObject({ endpoint_name: 'Primary', is_configured: true, reconnect_interval: 30 });

  // Its settings: what is out of bounds is not sent, what is right is stored.
  await screen.getByRole('textbox', { name: 'Seconds between tries to reconnect' }).fill('0');
  await expect(screen.getByText('This number is out of its bounds.')).toBeVisible();
  await screen.getByRole('textbox', { name: 'Seconds between tries to reconnect' }).fill('45');
  await screen.getByRole('button', { name: 'Assign Endpoint' }).press('Enter');
  await expect
    .poll(async () => {
      const { config: now } = await team.admin.call('tenantEndpoint', { params: { tenantId: tenant.slug } });
      return now.reconnect_interval;
    })
    .toBe(45);

  await assigned.getByRole('button', { name: 'Take away…' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: /Take the endpoint from/ });
  await expect(ask).toContainText('their messages are held');
  await ask.getByRole('button', { name: 'Take endpoint away' }).press('Enter');
  await expect(assigned).toBeHidden();
});

test('S4 Tenant user creates devices: endpoint status, Add Device, scan, connected; then reconnected and removed', async ({
  team,
  openDesk,
}) => {
  await assignEndpoint(team);
  const { page } = await openDesk('ada', { role: 'admin' });
  // 1. Navigate, 2. view the assigned endpoint's status.
  const screen = await openAdmin(page, 'Devices');
  const endpoint = screen.getByRole('region', { name: 'Endpoint' });
  await expect(endpoint).toContainText('Primary');
  await expect(endpoint).toContainText('healthy');
  await expect(endpoint).toContainText(/last check/);
  // 3. Create a device: "Add Device".
  await screen.getByRole('button', { name: 'Add Device' }).first().press('Enter');
  await page.getByRole('textbox', { name: 'Name of the device' }).fill('Front desk');
  await page.keyboard.press('Enter');
  // 4. Scan the QR code with WhatsApp: the picture that is on the screen.
  const dialog = page.getByRole('dialog', { name: 'Link Front desk' });
  const code = dialog.getByRole('img', { name: 'QR code to scan' });
  await expect(code).toBeVisible();
  const image = `data:image/png;base64,${(await code.screenshot()).toString('base64')}`;
  const { waId } = await simulated(team, '/_phone/scan', { image });
  // 5. Connected.
  await expect(dialog.getByRole('status')).toHaveText('Connected');
  await dialog.getByRole('button', { name: 'Done' }).press('Enter');
  const device = screen.getByRole('listitem', { name: 'Front desk' });
  await expect(device).toContainText('connected');
  await expect(device).toContainText(waId.slice(-4));
  await screen.getByRole('button', { name: 'Accounts', exact: true }).press('Enter');
  await expect(screen.getByRole('listitem', { name: 'Front desk' })).toContainText('Can send');

  // Its phone unlinks it: it says so by itself, and a new code brings it back.
  await screen.getByRole('button', { name: 'Devices', exact: true }).press('Enter');
  const { instances } = (await (await fetch(`${team.simulator.url}/_control/gateway`)).json()) as {
    instances: { name: string }[];
  };
  await simulated(team, '/_control/gateway/disconnect', { instance: instances[0]?.name, statusReason: 401 });
  await expect(device).toContainText('unlinked');
  await expect(device).toContainText('press Reconnect and scan the code again');
  await device.getByRole('button', { name: 'Reconnect' }).press('Enter');
  await expect(code).toBeVisible();
  await simulated(team, '/_phone/scan', {
    image: `data:image/png;base64,${(await code.screenshot()).toString('base64')}`,
    waId,
  });
  await expect(dialog.getByRole('status')).toHaveText('Connected');
  await dialog.getByRole('button', { name: 'Done' }).press('Enter');

  await device.getByRole('button', { name: 'Remove' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: 'Remove Front desk?' });
  await expect(ask).toContainText('Its conversations stay');
  await ask.getByRole('button', { name: 'Remove device' }).press('Enter');
  await expect(device).toBeHidden();
});

alone(
  'a gateway that refuses says "Failed to create device" with the cause; a company without endpoint is told whom to ask @wide',
  async ({ team, openDesk }) => {
    const { page } = await openDesk('ada', { role: 'admin' });
    const screen = await openAdmin(page, 'Devices');
    await expect(screen.getByText('No endpoint yet')).toBeVisible();
    await expect(screen.getByText('A superadmin assigns one to your company', { exact: false })).toBeVisible();
    await expect(screen.getByRole('button', { name: 'Tenants' })).toBeHidden();

    await assignEndpoint(team);
    await simulated(team, '/_control/gateway/faults', { unauthorized: true });
    await page.reload();
    await expect(page.getByRole('tab', { name: /^All/ })).toBeVisible();
    await openAdmin(page, 'Devices');
    await screen.getByRole('button', { name: 'Add Device' }).first().press('Enter');
    await page.getByRole('textbox', { name: 'Name of the device' }).fill('Front desk');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('Failed to create device: the endpoint refuses its API key');
  },
);

test('a superadmin adds a company, suspends it with its consequences said, and lets it go on; the metrics count it all @wide', async ({
  team,
  launch,
}) => {
  await assignEndpoint(team);
  const { page } = await launch();
  await signInAt(page, team.links.api.url, team.backend.admin.email, team.backend.admin.password);
  const screen = await openAdmin(page, 'Tenants');
  await screen.getByRole('button', { name: 'Add a company' }).press('Enter');
  const form = page.getByRole('dialog', { name: 'Add a company' });
  await form.getByRole('textbox', { name: 'Name of the company' }).fill('Harbour Hotels');
  await form.getByRole('textbox', { name: 'Short name' }).fill('NOT A SLUG');
  await form.getByRole('textbox', { name: 'Name of its first admin' }).fill('Olu Adeyemi');
  await form.getByRole('textbox', { name: 'Email of its first admin' }).fill('olu@harbour.example');
  await form.getByRole('button', { name: 'Add company' }).press('Enter');
  await expect(form.getByRole('textbox', { name: 'Short name' })).toHaveAttribute('aria-invalid', 'true');
  await form.getByRole('textbox', { name: 'Short name' }).fill('harbour');
  await page.keyboard.press('Enter');
  const once = page.getByRole('alertdialog', { name: 'Harbour Hotels is there' });
  const link = (await once.getByLabel('Invitation link').textContent()) ?? '';
  expect(link).toContain('plk_');
  await once.getByRole('button', { name: 'I have passed it on' }).press('Enter');
  await expect(page.getByText(link)).toBeHidden();

  await screen.getByRole('listitem', { name: 'Harbour Hotels' }).getByRole('button').press('Enter');
  await screen.getByRole('button', { name: 'Suspend…' }).press('Enter');
  const ask = page.getByRole('alertdialog', { name: 'Suspend Harbour Hotels?' });
  await expect(ask).toContainText('Its 1 person is signed out everywhere at once');
  await ask.getByRole('button', { name: 'Suspend company' }).press('Enter');
  await screen.getByRole('button', { name: 'Resume' }).press('Enter');
  await expect(screen.getByText('It works')).toBeVisible();
  await screen.getByRole('textbox', { name: 'Name of the company' }).fill('Harbour & Sons');
  await page.keyboard.press('Enter');
  await expect(screen.getByRole('heading', { name: 'Harbour & Sons' })).toBeVisible();

  await screen.getByRole('button', { name: 'Metrics' }).press('Enter');
  await expect(screen.getByRole('list', { name: 'Health of the endpoints' })).toContainText('healthy 1');
  await expect(screen.getByRole('region', { name: 'Endpoint of each company' })).toContainText('Primary');
});

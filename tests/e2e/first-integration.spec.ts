import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { root } from '../support/root.ts';
import { openAdmin } from './admin.ts';
import { signInAt } from './desk.ts';
import { bubblesOf, expect, openThread, test } from './fixtures.ts';

// S1, "Step-by-Step Setup": the admin makes the token, the integrator's program tests the connection with it and writes to
// a customer.

const run = promisify(execFile);

test('S1 Step-by-Step Setup: sign in, generate the token, test the connection, and the first message is in the inbox @wide', async ({
  team,
  launch,
}) => {
  const [customer] = team.simulator.company.customers;
  const [account] = team.accounts;
  const waId = customer?.waId ?? '';
  await team.simulator.write({ waId, phoneNumberId: account?.phoneNumberId ?? '', text: 'Is my order on its way?' });

  // 1.1 Login to the dashboard.
  const ada = await team.addPerson('ada', 'admin');
  const { page } = await launch();
  await signInAt(page, ada.link.url, 'ada@parley.example', ada.password);
  // 1.2 Navigate to Settings → API Keys. 1.3 Generate the token, and copy it.
  const screen = await openAdmin(page, 'API keys');
  await screen.getByRole('button', { name: 'Generate Integration Token' }).first().press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Generate token' }).press('Enter');
  const once = page.getByRole('alertdialog', { name: /The token of/ });
  const token = (await once.getByLabel('Integration token').textContent()) ?? '';
  expect(token).toMatch(/^wpi_int_/);
  await once.getByRole('button', { name: 'Copy token' }).press('Enter');
  await once.getByRole('button', { name: 'I have saved it' }).press('Enter');

  // 2. In the integrator's program: the token is pasted, "Test Connection" says Connected.
  const url = team.links.api.url;
  const authorization = `Bearer ${token}`;
  const tested = await fetch(`${url}/api/integrations/verify`, { headers: { authorization } });
  expect(await tested.json()).toMatchObject({ success: true, message: 'Connected', data: { canSend: true } });

  // Testing the connection, from the command line.
  const { stdout } = await run(process.execPath, ['test-enromatics-token.js', token], {
    cwd: `${root}/backend`,
    env: { ...process.env, API_URL: url },
  });
  expect(stdout).toContain('✅ Token is valid and working!');

  // What the platform can do: send, and see the conversation.
  const sent = await fetch(`${url}/api/integrations/send-message`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ recipientPhone: `+${waId}`, message: 'Hello from Enromatics!' }),
  });
  expect(await sent.json()).toMatchObject({ success: true });
  const conversations = await fetch(`${url}/api/integrations/conversations?limit=10&offset=0`, {
    headers: { authorization },
  });
  expect(await conversations.json()).toMatchObject({
    data: { conversations: [{ userPhone: waId, lastMessagePreview: 'Hello from Enromatics!' }] },
  });
  await page.getByRole('button', { name: /^Inbox/ }).click();
  await openThread(page, customer?.name ?? '');
  await expect(bubblesOf(page, 'Hello from Enromatics!')).toBeVisible();
});

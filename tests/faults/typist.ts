import { join } from 'node:path';
import { _electron, type Page } from 'playwright';
import { root } from '../support/root.ts';
import { startTeam } from '../support/team.ts';
import type { TypingDesk } from './typing.ts';

/** A person at the built app with one customer, who signs in once and finds the same profile at each start. */
export async function openTypist(
  folder: string,
  seed: string,
): Promise<{ open: () => Promise<TypingDesk>; stop: () => Promise<void> }> {
  const team = await startTeam({ folder, seed, simulatorFlags: ['--read-rate', '0'] });
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text: 'Well?' });
  const person = await team.addPerson('maya');
  const profile = join(folder, 'typist');
  let isSignedIn = false;

  const signIn = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Connect to a server' }).click();
    await page.getByRole('textbox', { name: 'Server address' }).fill(person.link.url);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill('maya@parley.example');
    await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    isSignedIn = true;
  };
  return {
    open: async () => {
      const app = await _electron.launch({ args: ['.', `--user-data-dir=${profile}`], cwd: root });
      const ended = new Promise<void>((resolve) => app.process().once('exit', () => resolve()));
      const page = await app.firstWindow();
      if (!isSignedIn) await signIn(page);
      await page.getByRole('tab', { name: /^All/ }).click();
      await page.getByRole('list', { name: 'Conversations' }).getByRole('listitem').first().getByRole('button').click();
      await page.getByRole('textbox', { name: 'Message', exact: true }).waitFor();
      return {
        page,
        kill: async () => {
          app.process().kill('SIGKILL');
          await ended;
        },
      };
    },
    stop: async () => {
      await team.stop();
    },
  };
}

import { until } from '../support/deadline.ts';
import { bubblesOf, expect, openThread, say } from './fixtures.ts';
import { test } from './one-desk.ts';

test.describe.configure({ mode: 'default' });

// Journey (c): the backend dies while the agent sends three messages; Parley is killed as well; both come back. What
// becomes of the three depends on the moment, and only where nobody can know does the agent have to say what happens.

interface KillPoint {
  at: string;
  /** Whether the first message is left uncertain. WhatsApp's own statuses settle what it had already taken. */
  uncertain: boolean;
}

const killPoints: readonly KillPoint[] = [
  { at: 'before the first message', uncertain: false },
  { at: 'before-mutation-commit', uncertain: false },
  { at: 'after-mutation-commit', uncertain: false },
  { at: 'before-mutation-answer', uncertain: false },
  { at: 'after-attempt-row', uncertain: true },
  { at: 'after-graph-answer', uncertain: false },
];

const texts = ['First, your order is ready.', 'Second, it is paid.', 'Third, see you soon.'];

for (const { at, uncertain } of killPoints) {
  test(`journey (c): killed ${at}, three messages arrive in order, once${uncertain ? ', one after a resend' : ''}`, async ({
    team,
    openDesk,
  }) => {
    const [customer] = team.simulator.company.customers;
    const [number] = team.accounts;
    const name = customer?.name ?? '';
    const desk = await openDesk();
    await team.simulator.write({
      waId: customer?.waId ?? '',
      phoneNumberId: number?.phoneNumberId ?? '',
      text: 'Well?',
    });
    await openThread(desk.page, name);
    await expect(bubblesOf(desk.page, 'Well?')).toBeVisible();
    // The read mark has to be through: it would be the first mutation, and meet the kill point in their place.
    await expect(desk.page.getByRole('listitem', { name }).getByText('1 unread message')).toBeHidden();
    await expect(desk.page.getByRole('button', { name: 'Outbox: 0 pending' })).toBeVisible();
    await team.backend.stop();
    if (at.includes('-')) {
      await team.startBackend({ crashAt: at });
      await expect(desk.page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
    }

    for (const text of texts) await say(desk.page, text);
    await until('the backend to be gone', () => !team.backend.isRunning());
    await desk.kill();
    await team.startBackend();
    const again = await openDesk();
    await openThread(again.page, name);

    const textsAtWhatsApp = async (): Promise<string[]> =>
      (await team.simulator.ledger()).sends.map(({ body }) => String(body));
    if (uncertain) {
      const bubble = bubblesOf(again.page, texts[0] ?? '');
      await expect(bubble).toContainText('Did this arrive? Nobody knows');
      expect(await textsAtWhatsApp()).toEqual(texts.slice(1));
      await bubble.getByRole('button', { name: 'Send again' }).click();
    }
    await until('three messages at WhatsApp', async () => (await textsAtWhatsApp()).length >= 3);
    for (const text of texts) {
      await expect(bubblesOf(again.page, text).getByRole('button', { name: /^(Sent|Delivered|Read)/ })).toBeVisible();
    }
    const expected = uncertain ? [texts[1], texts[2], texts[0]] : texts;
    expect(await textsAtWhatsApp()).toEqual(expected);
    await expect(again.page.getByRole('button', { name: 'Outbox: 0 pending' })).toBeVisible();
  });
}

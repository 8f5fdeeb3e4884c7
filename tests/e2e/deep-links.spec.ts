import { newId } from '#shared/ids.ts';
import { createApi } from '../support/api.ts';
import { until } from '../support/deadline.ts';
import type { Team } from '../support/team.ts';
import { expect, rowOf, test } from './fixtures.ts';

/** A customer writes; the conversation's id and the customer's name. */
async function aConversation(team: Team): Promise<{ id: string; name: string }> {
  const [customer] = team.simulator.company.customers;
  const [number] = team.accounts;
  await team.simulator.write({ waId: customer?.waId ?? '', phoneNumberId: number?.phoneNumberId ?? '', text: 'Hello' });
  const ben = await team.addPerson('ben');
  const api = createApi(team.links.api.url);
  const { accessToken } = await api.call('login', { body: { email: 'ben@parley.example', password: ben.password } });
  api.token = accessToken;
  const id = await until('the conversation', async () => {
    let cursor: string | undefined;
    for (;;) {
      const page = await api.call('snapshot', { query: cursor === undefined ? {} : { cursor } });
      const row = page.rows.find(({ entity }) => entity === 'conversation');
      if (row !== undefined) return row.id;
      if (page.next === null) return null;
      cursor = page.next;
    }
  });
  return { id, name: customer?.name ?? '' };
}

test('a link opens its conversation in the running Parley, and at a cold start; garbage only shows the window', async ({
  team,
  openDesk,
  launch,
}) => {
  const desk = await openDesk();
  const { id, name } = await aConversation(team);
  await expect(rowOf(desk.page, name)).toBeVisible();
  const heading = (page: typeof desk.page) =>
    page.getByRole('region', { name: 'Thread' }).getByRole('heading', { name });

  // What a second start hands over to the first one.
  const follow = (link: string): Promise<unknown> =>
    desk.app.evaluate(({ app }, url) => void app.emit('second-instance', {}, ['parley', url], '', null), link);
  for (const garbage of [
    'parley-desktop://compose?to=1',
    `parley-desktop://conversation/${newId()}/../x`,
    'file:///etc',
  ]) {
    await follow(garbage);
  }
  await expect(heading(desk.page)).toBeHidden();
  await follow(`parley-desktop://conversation/${id}`);
  await expect(heading(desk.page)).toBeVisible();
  await follow('parley-desktop://settings');
  await expect(desk.page.getByRole('main', { name: 'Settings' })).toBeVisible();

  await desk.quit();
  const again = await launch({ profile: desk.profile, args: [`parley-desktop://conversation/${id}`] });
  await expect(heading(again.page)).toBeVisible();
});

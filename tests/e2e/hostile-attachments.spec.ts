import { until } from '../support/deadline.ts';
import { hostileFiles } from '../support/hostile-files.ts';
import { expect, openThread, test } from './fixtures.ts';

test('T-11: no hostile attachment runs, asks for anything or breaks the thread, and each is labelled by its bytes', async ({
  team,
  openDesk,
}) => {
  const { page } = await openDesk();
  const [customer] = team.simulator.company.customers;
  const [account] = team.accounts;
  const who = { waId: customer?.waId ?? '', phoneNumberId: account?.phoneNumberId ?? '' };
  const asked: string[] = [];
  const failures: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => failures.push(error.message));
  page.on('dialog', (dialog) => {
    failures.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => failures.push('a window was opened'));

  await team.simulator.act(who, { kind: 'text', text: 'The first message' });
  await openThread(page, customer?.name ?? '');
  const wamids = new Map<string, (typeof hostileFiles)[number]>();
  for (const file of hostileFiles) {
    const mediaId = await team.simulator.addFile({ bytes: file.bytes, mimeType: file.declared });
    const name = file.kind === 'document' && file.filename !== null ? { filename: file.filename.slice(0, 1000) } : {};
    wamids.set(await team.simulator.act(who, { kind: file.kind, mediaId, ...name }), file);
  }

  // The server has them all, and knows each for what it is.
  const { data } = await team.admin.call('listConversations', { query: { accountId: account?.id } });
  const id = data[0]?.id ?? '';
  const settled = await until('every file to be fetched or refused', async () => {
    const answer = await team.admin.call('listConversationMessages', { params: { id }, query: { limit: 100 } });
    const files = answer.data.flatMap(({ waMessageId, content }) =>
      content.type === 'media' ? [{ file: wamids.get(waMessageId ?? ''), media: content.media }] : [],
    );
    const isDone = files.length === hostileFiles.length && files.every(({ media }) => media.state !== 'pending');
    return isDone ? files : undefined;
  });
  for (const { file, media } of settled) {
    if (media.state === 'ready') expect([file?.title, media.mimeType.split(';')[0]]).toEqual([file?.title, file?.type]);
  }

  // Everything passes before the reader's eyes, is loaded, and opened large where it can be.
  const log = page.getByRole('log', { name: 'Messages' });
  const isAtTop = () => log.evaluate((element) => element.scrollTop === 0);
  for (let steps = 0; steps < 80 && !(await isAtTop()); steps++) {
    await log.evaluate((element) => element.scrollBy(0, -element.clientHeight / 2));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 100))));
  }
  await expect(log).toContainText('The first message');
  for (const button of await page.getByRole('button', { name: /^Open Photo/ }).all()) {
    if (!(await button.isVisible())) continue;
    await button.click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await page.keyboard.press('Escape');

  expect(failures).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(globalThis, '__xss'))).toBeUndefined();
  const foreign = asked.filter((url) => !/^(parley:\/\/app\/|http:\/\/app\.parley\.localhost\/|blob:)/.test(url));
  expect(foreign).toEqual([]);
  // No name hides or turns anything around.
  expect(await log.innerText()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b]/);
  await expect(log).toBeVisible();
});

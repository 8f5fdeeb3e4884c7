import { until } from '../support/deadline.ts';
import { type Desk } from './desk.ts';
import { expect, test } from './fixtures.ts';

const serverPid = ({ app }: Desk): Promise<number | undefined> =>
  app.evaluate(({ app: main }) => main.getAppMetrics().find(({ name }) => name === 'Parley server')?.pid);

test('ruling 57: a bundled server that is killed comes back by itself, on its own port', async ({ launch }) => {
  const desk = await launch({ args: ['--demo'], withNotifications: false });
  await expect(desk.page.getByRole('tab', { name: /^Mine/ })).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Backend: ok' })).toBeVisible();
  const before = await until('the server', () => serverPid(desk));
  process.kill(before, 'SIGKILL');
  await expect(desk.page.getByRole('button', { name: /^Realtime: (down|needs attention)/ })).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Realtime: ok' })).toBeVisible();
  const after = await until('the server again', () => serverPid(desk));
  expect(after).not.toBe(before);
  await desk.quit();
  // Nothing of it is left behind.
  await until('the server to end', () => !isRunning(after));
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

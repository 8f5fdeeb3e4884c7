import { expect, it } from 'vitest';
import { Quit } from './quit.ts';

function setUp({ unsent = 0, hangs = false } = {}) {
  const log: string[] = [];
  const answer = Promise.withResolvers<boolean>();
  const timers: (() => void)[] = [];
  const quit = new Quit({
    clock: { now: () => 0, after: (_ms, callback) => (timers.push(callback), () => undefined) },
    countUnsent: async () => unsent,
    confirm: (count) => {
      log.push(`asked about ${count}`);
      return answer.promise;
    },
    stop: () => {
      log.push('stop');
      return hangs ? new Promise(() => undefined) : Promise.resolve();
    },
    exit: () => log.push('exit'),
  });
  return { quit, log, answer, timers };
}

it('quits at once when nothing is unsent, and only once', async () => {
  const { quit, log } = setUp();
  await Promise.all([quit.request(), quit.request(), quit.force()]);
  expect(log).toEqual(['stop', 'exit']);
});

it('asks when messages are unsent, and stays when told to', async () => {
  const { quit, log, answer } = setUp({ unsent: 3 });
  const asked = quit.request();
  answer.resolve(false);
  await asked;
  expect(log).toEqual(['asked about 3']);
  expect(quit.isStopping).toBe(false);
});

it('does not wait for an answer when the system ends it', async () => {
  const { quit, log, answer } = setUp({ unsent: 1 });
  const asked = quit.request();
  await new Promise((resolve) => setImmediate(resolve));
  await quit.force();
  answer.resolve(true);
  await asked;
  expect(log).toEqual(['asked about 1', 'stop', 'exit']);
});

it('goes after ten seconds although something hangs', async () => {
  const { quit, log, timers } = setUp({ hangs: true });
  const going = quit.force();
  for (const fire of timers) fire();
  await going;
  expect(log).toEqual(['stop', 'exit']);
});

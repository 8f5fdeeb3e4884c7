import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readOptions } from '../options.ts';
import { createSimulator, type Simulator } from '../simulator.ts';

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-state-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'deeper', 'chats.json');
}

function launch(file: string, at: string, seed = '7'): Simulator {
  const simulator = createSimulator(readOptions(['--seed', seed, '--clock-at', at, '--state', file]));
  onTestFinished(() => simulator.close());
  return simulator;
}

function chatWith(simulator: Simulator, waId: string) {
  const number = simulator.company.wabas[0]!.numbers[0]!;
  return simulator.threads.open(number, simulator.directory.meet(waId, undefined));
}

const text = (body: string) => ({ type: 'text', content: { body } });

it('finds chats, names and windows of the day before', () => {
  const file = aFile();
  const first = launch(file, '2026-11-20T20:00:00Z');
  const before = chatWith(first, '4790000000');
  first.inbound.receive(before.number, first.directory.meet('4790000000', 'Kari 🌲'), text('hei'));
  first.close();

  const second = launch(file, '2026-11-21T09:00:00Z');
  const after = chatWith(second, '4790000000');
  expect(after.customer.name).toBe('Kari 🌲');
  expect(after.windowClosesAt).toBe(Date.parse('2026-11-21T20:00:00Z'));
  expect(after.messages).toEqual(before.messages);
  expect(second.threads.message(before.messages[0]!.wamid)?.message.content).toEqual({ body: 'hei' });
  expect(chatWith(second, '1234567890').windowClosesAt).toBe(Number.POSITIVE_INFINITY);
});

it('finds people with the numbers and names they took, and whom they blocked', () => {
  const file = aFile();
  const first = launch(file, '2026-11-20T20:00:00Z');
  const { number, customer } = chatWith(first, '12025550117');
  first.inbound.receive(number, customer, text('hi'));
  first.directory.move(customer, '12025550199');
  customer.username = 'dana.w';
  first.consent.setOptedOut(number, customer, true);
  first.close();

  const second = launch(file, '2026-11-21T09:00:00Z');
  const found = second.directory.find('12025550199');
  expect(found).toMatchObject({ key: '12025550117', userId: customer.userId, username: 'dana.w' });
  expect(second.directory.find('12025550117')).toBeUndefined();
  expect(second.threads.find(number, found!)?.messages).toHaveLength(1);
  expect(second.consent.isOptedOut(number, found!)).toBe(true);
});

it.each([
  ['is not JSON', '{'],
  ['has another shape', '{"version":1}'],
  ['is of another seed', '{"version":1,"seed":"8","threads":[]}'],
])('starts with empty phones, and says so, when the file %s', (_what, content) => {
  const file = aFile();
  mkdirSync(dirname(file));
  writeFileSync(file, content);
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const simulator = launch(file, '2026-11-20T20:00:00Z');
  expect(chatWith(simulator, '4790000000').messages).toEqual([]);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('empty phones'));
  said.mockRestore();
});

it('goes on when the file cannot be written', () => {
  const file = aFile();
  writeFileSync(dirname(file), 'no folder');
  const simulator = launch(file, '2026-11-20T20:00:00Z');
  const said = vi.spyOn(console, 'error').mockReturnValue();
  const chat = chatWith(simulator, '4790000000');
  simulator.inbound.receive(chat.number, chat.customer, text('hei'));
  simulator.close();
  expect(said).toHaveBeenCalledWith(expect.stringContaining('could not be saved'), expect.anything());
  said.mockRestore();
});

it('saves what happened without being closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const file = aFile();
  const simulator = launch(file, '2026-11-20T20:00:00Z');
  const chat = chatWith(simulator, '4790000000');
  simulator.inbound.receive(chat.number, chat.customer, text('hei'));
  await vi.advanceTimersByTimeAsync(2000);
  expect(readFileSync(file, 'utf8')).toContain('hei');
});

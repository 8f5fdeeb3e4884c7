import { expect, it } from 'vitest';
import { createDirectory } from './directory.ts';
import { people } from './people.ts';

const directory = createDirectory('7', null);
const german = '493023125014';

it('has forty people, each with a number, a user id and a name of their own', () => {
  const named = directory.named();
  expect(named).toHaveLength(40);
  for (const key of ['waId', 'userId', 'name'] as const) {
    expect(new Set(named.map((customer) => customer[key])).size).toBe(40);
  }
  expect(named.every(({ userId, country }) => new RegExp(`^${country}\\.\\d{20}$`).test(userId))).toBe(true);
  expect(people.map(([waId]) => waId)).toEqual(expect.arrayContaining(['1234567890', '919876543220']));
});

it.each([
  ['+55 11 99655-0144', '5511996550144'],
  ['551196550144', '5511996550144'],
  ['+52 55 5501 0111', '5215555010111'],
  ['+52 55 5501 0112', undefined],
  ['525555010111', '5215555010111'],
  ['+54 11 5550-1122', '5491155501122'],
  ['+1 (202) 555-0117', '12025550117'],
  ['12025550117', '12025550117'],
])('knows whom %s means', (to, waId) => {
  expect(directory.findRecipient(to, german)?.waId).toBe(waId);
});

it('reads a national number with the country of the business, unless it has a plus', () => {
  expect(directory.findRecipient('0152 28817386', german)?.name).toBe('Annika Vogt');
  expect(directory.findRecipient('+0152 28817386', german)).toBeUndefined();
  expect(directory.findRecipient('2025550117', '12025550143')?.name).toBe('Dana Whitfield');
});

it('finds people by their user id and remembers strangers and new names', () => {
  const [first] = directory.named();
  expect(directory.find(first?.userId ?? '')).toBe(first);
  expect(directory.find('4790000000')).toBeUndefined();
  const stranger = directory.meet('4790000000', 'Kari');
  expect(directory.meet('4790000000', 'Kari Nordmann')).toBe(stranger);
  expect(stranger.name).toBe('Kari Nordmann');
  expect(directory.find(stranger.waId)).toBe(stranger);
});

it('is the same company of people for the same seed', () => {
  expect(createDirectory('7', null).named()).toEqual(createDirectory('7', null).named());
  expect(createDirectory('8', null).named()[0]?.userId).not.toBe(directory.named()[0]?.userId);
});

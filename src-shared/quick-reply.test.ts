import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillQuickReply, holesIn, insertAt, nextHole, parseQuickReply } from './quick-reply.ts';
import { pathsFor, valuesOf } from './quick-reply-values.ts';

const values = (known: Record<string, string>) => (path: string) => (Object.hasOwn(known, path) ? known[path]! : null);
const noValues = values({});

it('puts known values in and leaves what is not known as a hole', () => {
  const text = 'Hello {{contact.firstName}}, I am {{agent.name}}. Your order {{ask:Order number}} is ready.';
  const filled = fillQuickReply(text, values({ 'agent.name': 'Maya' }));
  expect(filled).toBe('Hello {{contact.firstName}}, I am Maya. Your order {{ask:Order number}} is ready.');
  expect(holesIn(filled).map(({ label }) => label)).toEqual(['contact.firstName', 'Order number']);
});

it('writes the words of a condition that holds, or the other ones, also inside one another', () => {
  const text = '{{#if contact.name}}Hi {{contact.name}}{{#if contact.vip}} (gold){{/if}}{{else}}Hello{{/if}}!';
  expect(fillQuickReply(text, values({ 'contact.name': 'Ada', 'contact.vip': 'yes' }))).toBe('Hi Ada (gold)!');
  expect(fillQuickReply(text, values({ 'contact.name': 'Ada' }))).toBe('Hi Ada!');
  expect(fillQuickReply(text, noValues)).toBe('Hello!');
});

it('says what is wrong with conditions, and loses no word of them', () => {
  const problemsOf = (text: string) => parseQuickReply(text).problems.map(({ kind }) => kind);
  expect(problemsOf('{{#if a}}x')).toEqual(['unclosed_if']);
  expect(problemsOf('x{{else}}y{{/if}}')).toEqual(['stray_else', 'stray_end']);
  expect(problemsOf('{{#if a}}1{{else}}2{{else}}3{{/if}}')).toEqual(['stray_else']);
  expect(problemsOf('{{#if }}x{{/if}}')).toEqual(['empty_if']);
  expect(fillQuickReply('{{#if a}}x{{else}}y', noValues)).toBe('{{#if a}}x{{else}}y');
});

it('a value is never read as fields of ours', () => {
  const filled = fillQuickReply('Hi {{contact.name}}', values({ 'contact.name': '{{ask:PIN}}{{{{x}}}}' }));
  expect(holesIn(filled)).toEqual([]);
  expect(filled).toContain('ask:PIN');
});

it('Tab goes to the next hole, and from behind the last one to the first', () => {
  const text = 'a {{ask:one}} b {{ask:two}}';
  expect(nextHole(text, 0)?.label).toBe('one');
  expect(nextHole(text, 5)?.label).toBe('two');
  expect(nextHole(text, text.length)?.label).toBe('one');
  expect(nextHole('no holes', 0)).toBeNull();
});

it('is put in at the cursor, keeps the draft around it, and selects its first hole', () => {
  expect(insertAt('Dear , bye', { start: 5, end: 5 }, 'Ada')).toEqual({
    text: 'Dear Ada, bye',
    cursor: { start: 8, end: 8 },
  });
  const { text, cursor } = insertAt('x /ord', { start: 2, end: 6 }, 'No. {{ask:n}}!');
  expect(text).toBe('x No. {{ask:n}}!');
  expect(text.slice(cursor.start, cursor.end)).toBe('{{ask:n}}');
});

it('knows people by name and a company’s own attributes, but nothing that objects have by nature', () => {
  const contact = { name: 'Ada Lovelace', aliases: [], attributes: { city: 'London', points: 7 } };
  const valueOf = valuesOf({ contact, agent: { name: 'Maya Chen', email: 'm@x.example' }, account: { name: 'Shop' } });
  expect(
    ['contact.firstName', 'contact.city', 'contact.points', 'agent.firstName', 'account.name'].map(valueOf),
  ).toEqual(['Ada', 'London', '7', 'Maya', 'Shop']);
  expect(['contact.constructor', 'contact.phone', 'nonsense', 'agent.toString'].map(valueOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(pathsFor(contact)).toContain('contact.city');
});

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const tagged = fc.oneof(
  fc.string({ maxLength: 8 }),
  word.map((path) => `{{${path}}}`),
  word.map((label) => `{{ask:${label}}}`),
  fc.constantFrom('{{#if a}}', '{{else}}', '{{/if}}', '{{', '}}', '{', '}'),
);
const anyText = fc.array(tagged, { maxLength: 12 }).map((parts) => parts.join(''));

it('property: whatever the text, nothing throws, and without values every word that is no condition stays', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const { problems } = parseQuickReply(text);
      const filled = fillQuickReply(text, noValues);
      if (!text.includes('{{#if') && problems.length === 0) expect(filled).toBe(text);
      for (const hole of holesIn(filled)) expect(filled.slice(hole.start, hole.end)).toMatch(/^\{\{.*\}\}$/s);
    }),
  );
});

it('property: of a right text only the asked-for fields are holes once everything else is known', () => {
  const right = fc.array(
    fc.oneof(
      word,
      word.map((path) => `{{${path}}}`),
      word.map((label) => `{{ask:${label}}}`),
      fc.tuple(word, word).map(([path, inner]) => `{{#if ${path}}}{{${inner}}}{{else}}{{ask:never}}{{/if}}`),
    ),
    { maxLength: 10 },
  );
  fc.assert(
    fc.property(
      right,
      fc.string({ minLength: 1 }).filter((value) => value.replace(/[{}]/g, '').trim() !== ''),
      (parts, value) => {
        const text = parts.join(' ');
        const holes = holesIn(fillQuickReply(text, (path) => (path === 'else' ? null : value)));
        const asked = parts.filter((part) => part.startsWith('{{ask:')).map((part) => part.slice(6, -2));
        expect(holes.map(({ label }) => label)).toEqual(asked);
      },
    ),
  );
});

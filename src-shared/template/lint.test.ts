import { expect, it } from 'vitest';
import { lintTemplate } from './lint.ts';
import {
  aCard,
  body,
  code,
  doubtful,
  good,
  image,
  offer,
  otp,
  refused,
  shop,
  withBody,
  withCards,
} from './lint.fixtures.ts';
import { applyFix } from './lint-finding.ts';

it.each(refused)('%s at %s is an error, and its fix settles it', (rule, path, draft) => {
  const found = lintTemplate(draft).find((finding) => finding.rule === rule && finding.path === path);
  expect(found, JSON.stringify(lintTemplate(draft))).toMatchObject({ severity: 'error' });
  if (!found?.fix) return;
  const left = lintTemplate(applyFix(draft, found.fix));
  expect(left.filter((finding) => finding.rule === rule && finding.path === path)).toEqual([]);
});

it.each(doubtful)('%s at %s is a warning, and its fix settles it', (rule, path, draft) => {
  const found = lintTemplate(draft).find((finding) => finding.rule === rule && finding.path === path);
  expect(found, JSON.stringify(lintTemplate(draft))).toMatchObject({ severity: 'warning' });
  if (!found?.fix) return;
  const left = lintTemplate(applyFix(draft, found.fix));
  expect(left.filter((finding) => finding.rule === rule && finding.path === path)).toEqual([]);
});

it('says nothing of templates that are right', () => {
  expect(lintTemplate(good)).toEqual([]);
  expect(lintTemplate(withCards(aCard(), aCard('Look here')))).toEqual([]);
  expect(lintTemplate(offer([image, shop]))).toEqual([]);
  expect(lintTemplate(code({ type: 'BODY' }, { type: 'FOOTER', code_expiration_minutes: 10 }, otp))).toEqual([]);
  expect(
    lintTemplate({ ...good, category: 'MARKETING', components: [{ ...body, text: 'Hi {{1}}, 20% off today.' }] }),
  ).toEqual([]);
});

it('numbers variables anew in their order', () => {
  const draft = withBody('Hi {{2}}, your order {{5}} goes to {{2}} at home.', 'Ana', 'M-1');
  const [finding] = lintTemplate(draft).filter(({ rule }) => rule === 'body.numbers');
  expect(finding?.fix?.value).toBe('Hi {{1}}, your order {{2}} goes to {{1}} at home.');
});

it('says of a text that is far too long only that', () => {
  const text = Array.from({ length: 100_000 }, (_, index) => `{{${index + 2}}} `).join('');
  expect(lintTemplate(withBody(text)).map(({ rule }) => rule)).toEqual(['body.long']);
});

import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DoctorCheckId, doctorHelp } from '#shared/wire/doctor-routes.ts';
import { readHelp } from './read-help.ts';

const page = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');

it('ruling 39: every check of the doctor leads to a row that says why and what to do', () => {
  for (const id of DoctorCheckId.options) {
    const row = readHelp(page, doctorHelp[id]);
    const leads = row?.parts.map(({ lead }) => lead);
    expect(leads, id).toEqual(expect.arrayContaining(['Why', 'What to do']));
  }
});

it('shows the words without the marks of Markdown, and nothing of the next row', () => {
  const row = readHelp(page, 'Messages not appearing');
  const text = row?.parts.map((part) => part.text).join('\n') ?? '';
  expect(text).toContain('In Meta the field is messages;');
  expect(text).not.toMatch(/[`*]|###|\]\(/);
  expect(text).not.toContain('Templates not syncing');
});

it('says nothing where there is no such row', () => {
  expect(readHelp(page, 'No such heading')).toBeNull();
});

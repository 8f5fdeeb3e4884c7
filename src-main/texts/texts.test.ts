import { afterEach, describe, expect, it } from 'vitest';
import { newId, type WorkspaceId } from '#shared/ids.ts';
import { trayTemplate, trayTip } from '../shell/tray.ts';
import { menuTemplate } from '../shell/menu.ts';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { speak } from './texts.ts';

afterEach(() => speak('en'));

/** Every text by its path; those that are made of something are made of marks. */
function all(texts: object, path = ''): [path: string, text: string][] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const at = `${path}${key}`;
    // The texts hold texts, groups of them, and functions of texts and numbers.
    if (typeof value === 'function') return [[at, String((value as (...parts: unknown[]) => string)('«a»', '«b»'))]];
    return typeof value === 'string' ? [[at, value]] : all(value as object, `${at}.`);
  });
}

describe.each([
  ['German', de, /^(Status|Online)$/],
  ['Arabic', ar, /^$/],
])('%s', (_name, texts, same) => {
  it('says everything itself, with all that belongs into it', () => {
    const english = new Map(all(en));
    for (const [path, text] of all(texts)) {
      if (!same.test(text) && !/ (min|h)$/.test(text)) expect([path, text]).not.toEqual([path, english.get(path)]);
      if (english.get(path)?.includes('«a»')) expect(text).toContain('«a»');
    }
  });
});

it('German says du, as the pages do', () => {
  expect(all(de).filter(([, text]) => /\p{Ll}n Sie\b|\bIhnen\b|\bhat Sie\b/u.test(text))).toEqual([]);
});

it('counts in Arabic as one says it', () => {
  expect([1, 2, 3, 11].map((count) => ar.ask.unsent(count))).toEqual([
    'لم يُرسل تغيير واحد بعد',
    'لم يُرسل تغييران بعد',
    'لم تُرسل 3 تغييرات بعد',
    'لم يُرسل 11 تغييرًا بعد',
  ]);
});

it('menus are in the language that was chosen, from the next time they are made', () => {
  const actions = { showWindow: () => undefined, openPhonePage: () => undefined, quit: () => undefined };
  speak('de');
  const facts = {
    accounts: [{ workspaceId: newId<WorkspaceId>(), name: 'Laden', unread: 2 }],
    isQuiet: true,
    status: null,
    isLocked: null,
  };
  const tray = trayTemplate(facts, {
    show: () => undefined,
    showWorkspace: () => undefined,
    setQuiet: () => undefined,
    setStatus: () => undefined,
    lock: () => undefined,
    quit: () => undefined,
  });
  expect(tray.flatMap(({ label }) => label ?? [])).toEqual(
    expect.arrayContaining(['Parley öffnen', 'Laden: 2 ungelesen', 'Nicht stören', 'Parley beenden']),
  );
  expect(trayTip(facts)).toBe('Parley: 2 ungelesen, nicht stören');
  const menu = menuTemplate('linux', { phonePage: false, devTools: false }, actions);
  expect(menu.flatMap(({ label }) => label ?? [])).toEqual(['&Datei', '&Ansicht']);
});

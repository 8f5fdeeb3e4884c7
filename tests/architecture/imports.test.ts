import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, it } from 'vitest';

// Who may import whom (CONTRIBUTING, "Import directions"). The compiler keeps DOM and Node types apart; this test
// keeps programs and features apart.

const root = resolve(import.meta.dirname, '../..');
const programs = ['src-shared', 'src-backend', 'src-main', 'src-preload', 'src-renderer', 'src-simulator'];

interface Import {
  from: string;
  /** A path inside the repository, or a package's name. */
  to: string;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:(?<!')\bfrom\s+|\bimport\s+|\bimport\(\s*)'([^'\n]+)'/g)].map(
    (match) => match[1] ?? '',
  );
  return specifiers.map((specifier) => {
    if (specifier.startsWith('#shared/')) return { from: file, to: specifier.replace('#shared', 'src-shared') };
    if (specifier.startsWith('.')) return { from: file, to: relative(root, resolve(root, dirname(file), specifier)) };
    return { from: file, to: specifier };
  });
}

const files = programs.flatMap((program) =>
  readdirSync(join(root, program), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join(program, name)),
);
const imports = files.flatMap(importsOf);
const programOf = (path: string) => programs.find((program) => path.startsWith(`${program}/`));
const featureOf = (path: string) => /^src-renderer\/features\/([^/]+)\//.exec(path)?.[1];
const show = (bad: Import[]) => bad.map(({ from, to }) => `${from} → ${to}`);

it('finds the programs it guards', () => {
  for (const program of programs) expect(files.some((file) => file.startsWith(`${program}/`))).toBe(true);
  expect(imports.length).toBeGreaterThan(files.length);
});

it('programs import only src-shared and themselves', () => {
  const bad = imports.filter(({ from, to }) => {
    const target = programOf(to);
    return target !== undefined && target !== programOf(from) && target !== 'src-shared';
  });
  expect(show(bad)).toEqual([]);
});

it('src-shared imports zod and the two allowed pure libraries, nothing else', () => {
  const bad = imports.filter(
    ({ from, to }) =>
      from.startsWith('src-shared/') &&
      programOf(to) !== 'src-shared' &&
      !['zod', 'uuid', 'libphonenumber-js'].includes(to),
  );
  expect(show(bad)).toEqual([]);
});

it('the preload imports electron only, besides types', () => {
  const bad = imports.filter(
    ({ from, to }) => from.startsWith('src-preload/') && to !== 'electron' && programOf(to) !== 'src-shared',
  );
  expect(show(bad)).toEqual([]);
});

it('the renderer has no electron and no Node', () => {
  const bad = imports.filter(
    ({ from, to }) => from.startsWith('src-renderer/') && (to === 'electron' || to.startsWith('node:')),
  );
  expect(show(bad)).toEqual([]);
});

it('a feature of the renderer never imports another, and entities and ui know no feature', () => {
  const bad = imports.filter(({ from, to }) => {
    const target = featureOf(to);
    if (target === undefined) return false;
    if (/^src-renderer\/(entities|ui|api|styles)/.test(from)) return true;
    return featureOf(from) !== undefined && featureOf(from) !== target;
  });
  expect(show(bad)).toEqual([]);
});

it('only the edges of main touch electron: its data folders run in plain Node', () => {
  const bad = imports.filter(
    ({ from, to }) => to === 'electron' && /^src-main\/(vault|cache|sync|settings|workspace)\//.test(from),
  );
  expect(show(bad)).toEqual([]);
});

it('a feature of the backend uses another’s service, never its repository', () => {
  const bad = imports.filter(({ from, to }) => {
    const [source, target] = [from, to].map((path) => /^src-backend\/([^/]+)\//.exec(path)?.[1]);
    return (
      target !== undefined &&
      target !== 'platform' &&
      source !== 'testing' &&
      source !== target &&
      to.endsWith('.repository.ts')
    );
  });
  expect(show(bad)).toEqual([]);
});

it('product code knows nothing of the stand-in', () => {
  const bad = files.filter((file) => /stand-?in\b/i.test(readFileSync(join(root, file), 'utf8')));
  expect(bad).toEqual([]);
});

it('what a page holds of a workspace begins anew with the next one: its stores are made by createForWorkspace', () => {
  const ofDesktop = [
    'src-renderer/entities/app-state.ts',
    'src-renderer/entities/backups.ts',
    'src-renderer/entities/clock.ts',
    'src-renderer/entities/settings.ts',
    'src-renderer/entities/step-up.ts',
    'src-renderer/entities/workspace-store.ts',
    'src-renderer/entities/workspaces.ts',
    'src-renderer/features/session/recovery-key-store.ts',
    'src-renderer/features/thread/content/playing.ts',
    // What is being said into the microphone stays with its conversation.
    'src-renderer/features/voice/recorder.ts',
    'src-renderer/ui/toasts.ts',
  ];
  const makers = imports.filter(({ from, to }) => from.startsWith('src-renderer/') && to === 'zustand');
  expect(makers.map(({ from }) => from).toSorted()).toEqual(ofDesktop);
});

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { newId, type MediaId } from '#shared/ids.ts';
import { headBytes, typeOf } from '#shared/sniff.ts';
import { answerMedia } from '../../src-main/media/answer-media.ts';
import { MemoryCache } from '../../src-main/media/media-cache.ts';
import { MediaFiles } from '../../src-main/media/media-files.ts';
import { hostileFiles, type HostileFile } from '../support/hostile-files.ts';

// T-11, the rules alone: what each file is found to be, what a page is given of it, and how it lands on the disk. That
// nothing runs in the app is hostile-attachments.spec.ts.

const runnable =
  /\.(exe|com|scr|bat|cmd|ps1|vbs|js|jse|wsf|hta|lnk|url|desktop|sh|jar|apk|msi|iso|html?|xhtml|svg|xml|mht)$/i;
// oxlint-disable-next-line no-control-regex -- exactly these must not be left
const hidden = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

function holding({ bytes, declared }: HostileFile): { files: MediaFiles; id: MediaId; type: string } {
  const type = typeOf(bytes.subarray(0, headBytes), declared);
  const files = new MediaFiles(new MemoryCache(50_000_000), async () => ({
    type,
    bytes: (async function* () {
      yield bytes;
    })(),
  }));
  return { files, id: newId<MediaId>(), type };
}

it('has at least 60 of them, each with a title of its own', () => {
  expect(hostileFiles.length).toBeGreaterThanOrEqual(60);
  expect(new Set(hostileFiles.map(({ title }) => title)).size).toBe(hostileFiles.length);
});

it.each(hostileFiles.map((file) => [file.title, file] as const))('T-11 S-27 %s', async (_title, file) => {
  const { files, id, type } = holding(file);
  expect(type).toBe(file.type);
  const look = await files.look(id, true);
  expect(look.state === 'here' && look.shown !== null).toBe(file.shown);

  const answer = await answerMedia([files], { method: 'GET', url: `parley://app/media/${id}`, headers: new Headers() });
  expect(answer.status).toBe(file.shown ? 200 : 404);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  expect(answer.headers.get('content-type')).toBe(file.shown ? type : 'text/plain; charset=utf-8');
  expect(answer.headers.get('content-type')).not.toMatch(/html|xml|svg|javascript/);

  const dir = mkdtempSync(join(tmpdir(), 'parley-hostile-'));
  try {
    const { name, writeTo } = await files.toSave(id, file.filename);
    expect(name).not.toMatch(runnable);
    expect(name).not.toMatch(hidden);
    expect(name).not.toMatch(/[<>:"/\\|?*]/);
    expect(name.length).toBeLessThanOrEqual(160);
    const path = join(dir, name);
    expect([dirname(path), basename(path)]).toEqual([dir, name]);
    await writeTo(path);
    expect(readFileSync(path).equals(file.bytes)).toBe(true);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

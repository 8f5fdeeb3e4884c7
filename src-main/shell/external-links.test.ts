import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createExternalLinks, judgeLink } from './external-links.ts';

it.each([
  ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
  ['HTTPS://Example.com', 'https://example.com/'],
  ['https://münchen.example/x', 'https://xn--mnchen-3ya.example/x'],
  ['mailto:ana@example.com?subject=x&bcc=all@example.com', 'mailto:ana@example.com'],
])('S-15 opens %s in its re-serialised form', (raw, url) => {
  expect(judgeLink(raw)).toMatchObject({ allowed: true, url });
});

it('S-15 names a look-alike host in punycode when it asks', () => {
  expect(judgeLink('https://аpple.com/')).toMatchObject({ allowed: true, host: 'xn--pple-43d.com', ask: true });
});

it.each([
  'http://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'ms-msdt:/id',
  'search-ms:query=x',
  'ms-appinstaller:?source=https://x',
  'ms-officecmd:x',
  'smb://host/share',
  '\\\\host\\share',
  '//host/share',
  'https://user:pass@example.com/',
  'https://example.com\\@evil.example/',
  ' https://example.com/',
  'https://exa\u0000mple.com/',
  'https://example.com/\u202Egnp.exe',
  'java\nscript:alert(1)',
  'mailto:a@b.c,d@e.f',
  'mailto:',
  'tel:+15551234567',
  'parley://app/index.html',
  'blob:https://example.com/x',
  'view-source:https://example.com',
  `https://example.com/${'x'.repeat(2048)}`,
  '',
])('S-15 refuses %j', (raw) => {
  expect(judgeLink(raw).allowed).toBe(false);
});

it('S-15 opens the demo phone page over http without asking, and no other local page', () => {
  const pages = ['http://127.0.0.1:4100'];
  expect(judgeLink('http://127.0.0.1:4100/phone', pages)).toMatchObject({ allowed: true, ask: false });
  for (const url of ['http://127.0.0.1:4101/', 'http://localhost:4100/', 'http://127.0.0.1.evil.example:4100/']) {
    expect(judgeLink(url, pages).allowed).toBe(false);
  }
});

it('T-31 S-15 lets nothing but https and bare mail addresses through, whatever is thrown at it', () => {
  const schemes = fc.constantFrom(
    ...['https:', 'http:', 'file:', 'javascript:', 'data:', 'mailto:', 'tel:', 'smb:', 'ms-msdt:', 'blob:', 'ftp:', ''],
  );
  const piece = fc.oneof(fc.string(), fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.emailAddress());
  const input = fc.oneof(
    piece,
    fc.tuple(schemes, fc.constantFrom('', '/', '//', '\\\\', '%2f'), piece).map((parts) => parts.join('')),
    fc.tuple(piece, fc.constantFrom('\u0000', '\n', '@', ':', '\u202e', '%00'), piece).map((parts) => parts.join('')),
  );
  let allowed = 0;
  fc.assert(
    fc.property(input, (raw) => {
      const verdict = judgeLink(raw);
      if (!verdict.allowed) return;
      allowed += 1;
      const url = new URL(verdict.url);
      expect(['https:', 'mailto:']).toContain(url.protocol);
      expect([url.username, url.password]).toEqual(['', '']);
      expect(verdict.url.length).toBeLessThanOrEqual(2048 * 3);
      expect(verdict.url).toBe(url.href);
      if (url.protocol === 'mailto:') expect(url.search + url.hash).toBe('');
    }),
    { numRuns: 10_000 },
  );
  expect(allowed).toBeGreaterThan(100);
});

it('S-15 asks once per host, remembers a yes, and asks again after a no', async () => {
  const asked: string[] = [];
  const opened: string[] = [];
  let answer = false;
  const open = createExternalLinks({
    open: async (url) => void opened.push(url),
    confirm: async (host) => {
      asked.push(host);
      return answer;
    },
    localPages: () => [],
    now: () => 0,
  });
  expect(await open('https://example.com/1')).toBe('declined');
  answer = true;
  expect(await open('https://example.com/2')).toBe('opened');
  expect(await open('https://example.com/3')).toBe('opened');
  expect(await open('javascript:alert(1)')).toBe('refused');
  expect(asked).toEqual(['example.com', 'example.com']);
  expect(opened).toEqual(['https://example.com/2', 'https://example.com/3']);
});

it('S-15 opens at most five in ten seconds', async () => {
  let now = 0;
  const open = createExternalLinks({
    open: async () => undefined,
    confirm: async () => true,
    localPages: () => [],
    now: () => now,
  });
  const results = [];
  for (let i = 0; i < 6; i++) results.push(await open('https://example.com/'));
  expect(results).toEqual(['opened', 'opened', 'opened', 'opened', 'opened', 'too_many']);
  now = 10_001;
  expect(await open('https://example.com/')).toBe('opened');
});

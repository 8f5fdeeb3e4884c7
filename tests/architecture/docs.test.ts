import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

// Pages that point somewhere, and texts that people search for: both are there.

const root = join(import.meta.dirname, '../..');
const pages = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter((name) =>
  name.endsWith('.md'),
);
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

/** As GitHub makes them of headings. */
const anchorsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('%s', (page) => {
  it('has links that lead somewhere', () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const broken = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : join(dirname(page), path);
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

it('docs/ARCHITECTURE.md names every feature of the backend', () => {
  const folders = readdirSync(join(root, 'src-backend'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const features = folders.map(({ name }) => name).filter((name) => name !== 'platform' && name !== 'testing');
  expect(features.filter((name) => !textOf('docs/ARCHITECTURE.md').includes(`\`${name}/\``))).toEqual([]);
});

// Every row of the guides' tables of troubles (ruling 39), and the literal texts of their errors.
it.each([
  '401 error',
  'Invalid or expired integration token',
  'Missing required fields: recipientPhone, message',
  'No active WhatsApp phone number configured for this account',
  'Token not working',
  'Invalid Token',
  'Connection Refused',
  'Token Expired',
  'Messages Not Being Sent',
  'Token not provided',
  'Invalid token format',
  'Account not found',
  'Request failed with status code 401',
  '(#190) Invalid OAuth 2.0 Access Token',
  'Credentials not found',
  'Messages not appearing',
  'Cannot send messages',
  'Templates not syncing',
  'No endpoints available',
  'Endpoint not found',
  'Tenant configuration not found',
  'Failed to create device',
  'Health status unknown',
])('ruling 39: docs/troubleshooting.md tells what to do about “%s”', (text) => {
  expect(textOf('docs/troubleshooting.md')).toContain(text);
});

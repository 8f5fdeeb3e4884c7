import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseSync } from 'vite';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ar } from './sentences-ar.ts';
import { de } from './sentences-de.ts';

const root = resolve(import.meta.dirname, '../..');

/** What only other programs hear: CRMs, WhatsApp, gateways, queues, and browsers. */
const notOnScreen = [
  'src-backend/api-docs/',
  'src-backend/campaigns/',
  'src-backend/crm-inbox/',
  'src-backend/credentials/',
  'src-backend/gateway/',
  'src-backend/integrations/',
  'src-backend/queue-intake/',
  'src-backend/whatsapp/',
  'src-backend/devices/gateway-inbox.ts',
  'src-backend/media/media.controller.ts',
  'src-backend/platform/http/harden.ts',
  'src-backend/platform/http/http-adapter.ts',
  'src-backend/platform/http/parse-json.ts',
  'src-shared/wire/campaigns-routes.ts',
  'src-shared/wire/credentials-routes.ts',
  'src-shared/wire/crm-inbox-routes.ts',
  'src-shared/wire/integration-templates-routes.ts',
  'src-shared/wire/integrations-routes.ts',
  'src-shared/wire/to-person.ts',
  'src-shared/outgoing-from-graph.ts',
];

/** Sentences among those of the screens that only another program can bring about. */
const heardByPrograms = new Set([
  'This route has no access rule',
  'This route is for services: send Authorization: Bearer <SERVICE_KEY>',
  'Invalid or expired integration token',
  'Requests from that web origin are refused',
  'Send JSON with the header Content-Type: application/json',
  'tenant: say which company is meant',
  'after: is not a place in an export',
  'cursor: is not one that this server gave out',
  'This is not what this event carries',
  'This idempotency key was used for another message: choose a new key',
  'The message that was sent with this idempotency key was deleted meanwhile',
  'A person has answered',
  'A person is answering',
  'This person did not want to be written to',
]);

/** Places that pass on what was said elsewhere, so that there is nothing to translate in them. */
const passesOn = new Set([
  'src-backend/accounts/connect-account.ts message',
  'src-backend/inbox/sending/outgoing-files.ts fault',
  'src-backend/inbox/sending/queue-message.ts why',
  'src-backend/media/media-files.ts reason',
  'src-backend/media/media-files.ts row.reason',
  'src-backend/media/media-uploads.ts fault',
  'src-backend/platform/http/contract.ts message',
  'src-backend/signup/meta-assets.ts message',
  'src-backend/signup/signup.service.ts verification.message',
  'src-backend/templates/sendable.ts problem',
  'src-main/backup/backups.ts message',
  'src-main/cache/store.ts message',
  'src-main/media/media-download.ts parsed.data.message',
  'src-main/sync/rest-client.ts message',
  'src-main/sync/socket.ts message',
  'src-main/uploads/upload-file.ts parsed.data.message',
  'src-main/uploads/upload-now.ts problem',
  'src-shared/wire/ipc-client.ts message',
  'src-backend/accounts/credential-policy.ts refusal.message',
]);

/** What they pass on, and what else is said in English where a screen shows it. */
const speakers = [
  'src-backend/accounts/credential-policy.ts',
  'src-backend/accounts/graph-check.ts',
  'src-backend/backups/carry-out.ts',
  'src-backend/backups/recovery-seal.ts',
  'src-backend/devices/device-links.ts',
  'src-backend/doctor/doctor.service.ts',
  'src-backend/doctor/judge-meta.ts',
  'src-backend/doctor/meta-facts.ts',
  'src-backend/doctor/round-trip.ts',
  'src-backend/doctor/webhook-probe.ts',
  'src-backend/endpoints/probe-endpoint.ts',
  'src-backend/inbox/scheduled/schedule.ts',
  'src-backend/inbox/sending/send-call.ts',
  'src-backend/media/judge-fetch.ts',
  'src-backend/media/media-uploads.ts',
  'src-backend/outgoing-webhooks/delivery-worker.ts',
  'src-backend/signup/meta-assets.ts',
  'src-main/cache/databases.ts',
  'src-main/session/failure.ts',
  'src-main/session/notices.ts',
  'src-main/sync/lamps.ts',
  'src-shared/device.ts',
  'src-shared/media-limits.ts',
  'src-shared/template.ts',
  'src-shared/template/form-buttons.ts',
  'src-shared/template/form.ts',
  'src-shared/template/read-values.ts',
  'src-shared/template/value.ts',
];

/** What else stands there: titles that the screen words by their ids, words for the log, beginnings, and a test message. */
const saidElsewhere = new Set([
  'Public address',
  'Access token',
  'Permissions of the token',
  'WhatsApp Business Account',
  'Phone number',
  'Registration of the number',
  'Subscription of the app',
  'Verify token',
  'Webhook fields',
  'Payment and standing',
  'Test message and back',
  'Parley: this is a test of the connection.',
  'Request failed with status code 401. Update the credentials with a valid token. Meta says',
  'Devices that connected, or lost it',
  'What was planned for now could not be done; it is tried again',
  'Old deliveries of webhooks could not be deleted',
  'The queue of outgoing webhooks could not be read',
  'A delivery could not be noted',
  'An outgoing webhook could not be prepared',
]);

interface Node {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

interface Said {
  file: string;
  sentence: string;
}

const sources = ['src-backend', 'src-main', 'src-shared', 'src-renderer'].flatMap((program) =>
  readdirSync(join(root, program), { recursive: true, encoding: 'utf8' })
    .map((name) => join(program, name))
    .filter((name) => /\.tsx?$/.test(name) && !/\.(test|fixtures|d)\.tsx?$/.test(name))
    .filter((name) => !notOnScreen.some((path) => name.startsWith(path))),
);
const trees = new Map(sources.map((file) => [file, treeOf(file)]));

function treeOf(file: string): { text: string; nodes: Node[] } {
  const text = readFileSync(join(root, file), 'utf8');
  const nodes: Node[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    // Whatever has a type is a node of the tree.
    if ('type' in value && typeof value.type === 'string') nodes.push(value as Node);
    Object.values(value).forEach(walk);
  };
  walk(parseSync(file, text).program);
  return { text, nodes };
}

/** The sentences that an expression can be; `<code>` for what only the program knows when it runs. */
function sentencesOf(file: string, expression: unknown): string[] {
  const node = expression as Node;
  const { text, nodes } = trees.get(file) ?? { text: '', nodes: [] };
  switch (node.type) {
    case 'Literal':
      return [String(node['value'])];
    case 'TemplateLiteral': {
      const quasis = node['quasis'] as { value: { cooked: string } }[];
      return [quasis.map(({ value }) => value.cooked).join('{{}}')];
    }
    case 'ConditionalExpression':
      return [...sentencesOf(file, node['consequent']), ...sentencesOf(file, node['alternate'])];
    case 'LogicalExpression':
      return [...sentencesOf(file, node['left']), ...sentencesOf(file, node['right'])];
    case 'Identifier': {
      const made = nodes.filter(
        ({ type, id, init }) => type === 'VariableDeclarator' && (id as Node)['name'] === node['name'] && init !== null,
      );
      const found = made.flatMap(({ init }) => sentencesOf(file, init));
      if (found.length > 0 && !found.some((sentence) => sentence.startsWith('<'))) return found;
    }
  }
  return [`<${text.slice(node.start, node.end)}>`];
}

const nodesOf = (type: string): (readonly [string, Node])[] =>
  [...trees].flatMap(([file, { nodes }]) => nodes.filter((node) => node.type === type).map((node) => [file, node]));

/** All that an AppError can say. */
function errors(): Said[] {
  return nodesOf('NewExpression')
    .filter(([, { callee }]) => (callee as Node)['name'] === 'AppError')
    .flatMap(([file, node]) => {
      const [, message] = node['arguments'] as Node[];
      return sentencesOf(file, message).map((sentence) => ({ file, sentence }));
    });
}

/** What schemas say of a value: `.min(1, 'is empty')`, `{ message: 'is only for sounds' }`. */
function issues(): Said[] {
  const checks = new Set(['refine', 'regex', 'min', 'max', 'length', 'check', 'url', 'email', 'startsWith']);
  return nodesOf('CallExpression')
    .filter(([file, { callee }]) => {
      const property = (callee as Node)['property'] as Node | undefined;
      return file.startsWith('src-shared/') && checks.has(String(property?.['name']));
    })
    .flatMap(([file, node]) => {
      const words = (node['arguments'] as Node[]).flatMap((argument) =>
        argument.type === 'ObjectExpression'
          ? (argument['properties'] as Node[])
              .filter(({ key }) => (key as Node | undefined)?.['name'] === 'message')
              .map(({ value }) => value as Node)
          : [argument],
      );
      return words.flatMap((word) => sentencesOf(file, word)).map((sentence) => ({ file, sentence }));
    })
    .filter(({ sentence }) => /^[\p{L}{].* /u.test(sentence));
}

/** Every text of the files that speak to people. */
function spoken(): Said[] {
  return speakers.flatMap((file) => {
    const { nodes = [] } = trees.get(file) ?? {};
    return nodes
      .filter(({ type, value }) => type === 'TemplateLiteral' || (type === 'Literal' && typeof value === 'string'))
      .flatMap((node) => sentencesOf(file, node))
      .filter((sentence) => /^\p{Lu}.*\p{L}{2,} \p{L}/u.test(sentence))
      .map((sentence) => ({ file, sentence }));
  });
}

const plain = (sentence: string): string => sentence.replace(/\{\{\w*\}\}/g, '{{}}').replace(/\.$/, '');
const known = new Set(Object.keys(de).map(plain));
/** "name: is empty" is said with the words of "is empty". */
const hasWords = (sentence: string): boolean =>
  [sentence, sentence.replace(/\b\d+\b/g, '{{}}'), sentence.replace(/^(?:\{\{\}\}|[\w.-]+): /, '')].some((one) =>
    known.has(plain(one)),
  ) || /^(?:\{\{\}\}|[\w.-]+)?(?:\.\{\{\}\})?: \{\{\}\}$/.test(sentence);

it('every error that can reach a screen has words in the reader’s language', () => {
  const all = errors();
  expect(all.length).toBeGreaterThan(250);
  const passed = all.filter(({ sentence }) => sentence.startsWith('<'));
  expect(
    [...new Set(passed.map(({ file, sentence }) => `${file} ${sentence.slice(1, -1)}`))].filter(
      (place) => !passesOn.has(place),
    ),
    'places that pass on what was said elsewhere',
  ).toEqual([]);
  expect(
    all.filter(({ sentence }) => !sentence.startsWith('<') && !heardByPrograms.has(sentence) && !hasWords(sentence)),
  ).toEqual([]);
});

it('so has what is wrong with a value', () => {
  const all = issues();
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ sentence }) => !hasWords(sentence))).toEqual([]);
});

it('so has what the doctor, the lamps and others say', () => {
  for (const file of speakers) expect(trees.has(file), file).toBe(true);
  const all = spoken();
  expect(all.length).toBeGreaterThan(120);
  expect(all.filter(({ sentence }) => !saidElsewhere.has(sentence) && !hasWords(sentence))).toEqual([]);
});

it('translations say everything that varies', () => {
  const names = (text: string): string =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)]
      .map(([, name]) => name)
      .toSorted()
      .join();
  const differing = Object.entries(de).flatMap(([english, german]) => {
    const arabic = ar[english as keyof typeof de];
    // What zod says of types is for programmers.
    if (english.startsWith('Invalid input: ')) return [];
    return names(german) === names(english) && names(arabic) === names(english) ? [] : [english];
  });
  expect(differing).toEqual([]);
});

describe.each([
  ['en', 'There is no such contact', 'url: must be on port 443', 'A new sentence'],
  ['de', 'Diesen Kontakt gibt es nicht.', 'Webadresse: muss Port 443 haben', null],
  ['ar', 'لا توجد جهة الاتصال هذه.', 'عنوان الويب: يجب أن يكون على المنفذ 443', null],
])('in %s', (language, contact, url, unknown) => {
  beforeEach(() => {
    vi.resetModules();
    vi.stubGlobal('location', { search: `?lang=${language}` });
  });

  it('says what main and the server said in English', async () => {
    const { translate } = await import('./sentences.ts');
    expect(translate('There is no such contact')).toBe(contact);
    expect(translate('url: must be on port 443')).toBe(url);
    expect(translate('A new sentence')).toBe(unknown);
  });
});

it('what varies stays, and a sentence within a sentence is said, too', async () => {
  vi.resetModules();
  vi.stubGlobal('location', { search: '?lang=de' });
  const { inOurWords } = await import('./sentences.ts');
  expect(inOurWords('“Rate $& card.pdf” is empty.')).toBe('„Rate $& card.pdf“ ist leer.');
  expect(inOurWords('Your role (viewer) does not allow this. An admin can change it.')).toContain('(Nur Lesen)');
  expect(inOurWords('The template a_b (de) was rejected by WhatsApp (SPAM): change it and submit it again')).toBe(
    'Die Vorlage a_b (de) wurde von WhatsApp abgelehnt (SPAM): Ändere sie und reiche sie noch einmal ein.',
  );
  expect(inOurWords('Asked about account 7, Meta says: Meta could not be reached')).toBe(
    'Gefragt nach Account 7, sagt Meta: Meta war nicht zu erreichen',
  );
});

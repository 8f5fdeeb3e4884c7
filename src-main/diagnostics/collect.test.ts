import { expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import type { OutboxItem } from '#shared/inbox.ts';
import { defaultSettings } from '#shared/settings.ts';
import { aDirectory, anAccount, aUser } from '../../tests/support/builders.ts';
import { collectDiagnostics, type DiagnosticsParts } from './collect.ts';

const canary = 'CANARY-7f3a';
const lamp = { state: 'ok', since: 1_000, reason: canary } as const;

const unsent: OutboxItem = {
  mutationId: newId(),
  type: 'message.send',
  conversationId: newId(),
  contactName: canary,
  mutation: { id: newId(), type: 'contact.note', contactId: newId(), noteId: newId(), text: canary },
  state: 'rejected',
  error: { code: 'stale_reply', message: canary, details: { text: canary } },
  createdAt: 1_000,
};

function parts(): DiagnosticsParts {
  const me = aUser({ name: canary, email: `${canary}@x.test` });
  return {
    appVersion: '1.2.3',
    now: 61_000,
    language: 'de',
    settings: { ...defaultSettings, keys: { preset: 'gmail', own: { [canary]: ['KeyX'] } } },
    state: {
      phase: 'ready',
      workspace: { id: newId(), mode: 'team', name: canary, url: `https://${canary}.test` },
      storage: 'encrypted',
      notices: [{ id: canary, kind: 'cache_rebuilt', text: canary }],
      demo: null,
    },
    workspace: {
      connection: {
        realtime: lamp,
        backend: lamp,
        whatsapp: lamp,
        webhook: lamp,
        outbox: { pending: 1, attention: 0 },
        asOf: 31_000,
        sync: null,
        clockOffsetMs: 12.4,
        needsSecondFactor: false,
      },
      outbox: [unsent],
      directory: aDirectory({
        me,
        tenant: { ...aDirectory().tenant, name: canary },
        accounts: [anAccount({ name: canary, displayPhoneNumber: `+1 202 ${canary}` })],
      }),
      unread: 3,
    },
  };
}

it('tells what is wrong and for how long', () => {
  expect(JSON.parse(collectDiagnostics(parts()))).toMatchObject({
    parley: '1.2.3',
    phase: 'ready',
    notices: ['cache_rebuilt'],
    settings: { keys: { preset: 'gmail', own: 1 } },
    workspace: {
      unread: 3,
      realtime: { state: 'ok', forSeconds: 60 },
      asOfSeconds: 30,
      outbox: [{ type: 'message.send', state: 'rejected', error: 'stale_reply', forSeconds: 60 }],
    },
  });
});

it('holds no name, number, address, text or id', () => {
  const text = collectDiagnostics(parts());
  expect(text).not.toContain(canary);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});

it('works before anybody has signed in', () => {
  const { workspace } = JSON.parse(
    collectDiagnostics({ ...parts(), state: { phase: 'first_run' }, workspace: null }),
  ) as { workspace: unknown };
  expect(workspace).toBeNull();
});

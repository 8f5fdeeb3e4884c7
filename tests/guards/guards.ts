/** One rule that must not break unnoticed: a line of the product, the same line broken, and the tests that must see it. */
export interface Guard {
  name: string;
  file: string;
  line: string;
  broken: string;
  tests: string[];
}

export const guards: Guard[] = [
  {
    name: 'signature: a webhook counts only when Meta signed its bytes (S-50)',
    file: 'src-backend/whatsapp/signature.ts',
    line: "return timingSafeEqual(Buffer.from(hex, 'hex'), createHmac('sha256', appSecret).update(body).digest());",
    broken: 'return createHmac !== undefined && timingSafeEqual !== undefined;',
    tests: ['src-backend/whatsapp/webhook.test.ts'],
  },
  {
    name: 'dedupe: a message that came before is not a new one (R-2)',
    file: 'src-backend/inbox/take-in.ts',
    line: 'if (message.wamid !== null) this.ofAccount(message.accountId).set(message.wamid, message);',
    broken: 'if (message.wamid === null) this.ofAccount(message.accountId);',
    tests: ['src-backend/whatsapp/taking-in.test.ts'],
  },
  {
    name: 'lattice: a status never moves a message backwards (R-3)',
    file: 'src-shared/delivery.ts',
    line: 'return deliverySteps.findLast((step) => delivery.seen[step] !== undefined) ?? null;',
    broken: 'return deliverySteps.find((step) => delivery.seen[step] !== undefined) ?? null;',
    tests: ['src-shared/delivery.test.ts'],
  },
  {
    name: 'cursor range: a page is applied only where it continues the cursor (R-5, ruling 46)',
    file: 'src-shared/change.ts',
    line: "if (page.after === cursor.seq) return 'apply';",
    broken: "if (page.after >= cursor.seq) return 'apply';",
    tests: ['src-shared/change.test.ts', 'src-main/sync'],
  },
  {
    name: 'lane order: one conversation’s messages leave one after the other (ruling 47)',
    file: 'src-main/cache/outbox.ts',
    line: "if (pending.state !== 'pending' || closed.has(lane)) continue;",
    broken: "if (pending.state !== 'pending') continue;",
    tests: ['src-main/cache', 'src-main/sync', 'src-main/workspace'],
  },
  {
    name: 'sender check: only the app’s own page may call (S-17)',
    file: 'src-main/ipc/serve.ts',
    line: 'frame.origin === appOrigin &&',
    broken: '',
    tests: ['src-main/ipc/serve.test.ts'],
  },
  {
    name: 'CSP: the page may not reach the network (S-7)',
    file: 'src-main/shell/app-files.ts',
    line: '"connect-src \'none\'",',
    broken: '"connect-src *",',
    tests: ['src-main/shell/app-files.test.ts'],
  },
  {
    name: 'tenant filter: one company never sees another’s messages (S-60)',
    file: 'src-backend/inbox/messages.repository.ts',
    line: "db.selectFrom('message').selectAll().where('tenantId', '=', tenantId);",
    broken: "db.selectFrom('message').selectAll().where('tenantId', '!=', `${tenantId}-`);",
    tests: ['src-backend/sync', 'src-backend/inbox'],
  },
  {
    name: 'token hashing: refresh tokens are stored as SHA-256 only (S-45)',
    file: 'src-backend/auth/refresh-token.ts',
    line: "createHash('sha256').update(token).digest('hex')",
    broken: "(createHash === undefined ? '' : token)",
    tests: ['src-backend/auth/sessions.test.ts'],
  },
  {
    name: 'outbox commit: what was typed is on disk before the bubble shows (R-6a)',
    file: 'src-main/cache/database.ts',
    line: "raw.pragma(`synchronous = ${profile === 'outbox' ? 'FULL' : 'NORMAL'}`);",
    broken: "raw.pragma(`synchronous = ${profile === 'outbox' ? 'OFF' : 'NORMAL'}`);",
    tests: ['src-main/cache'],
  },
];

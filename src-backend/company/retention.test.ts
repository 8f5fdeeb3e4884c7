import { describe, expect, it } from 'vitest';
import { aReply, conversationsOf, mutate, sent } from '../testing/test-inbox.ts';
import { Retention } from './retention.ts';
import { day, test, admin, freshCompanyForEachTest, after, settle, customerWrites } from './company.fixtures.ts';

freshCompanyForEachTest();

describe('retention', () => {
  const purge = async () => await test.app.get(Retention, { strict: false }).wake();

  it('deletes messages that are too old, with everything about them; the conversation stays', async () => {
    await customerWrites('Canary of long ago');
    const [conversation] = await conversationsOf(test, admin);
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Canary answer'));
    await sent(test);
    await after(40 * day);
    await customerWrites('Of today', '16505550009');
    const counted = await test.call('GET', '/api/company/retention?messagesDays=30', { as: admin });
    expect(counted.body['messages']).toEqual({ total: 3, older: 2 });
    await settle({ keepMessagesDays: 30 });
    await purge();
    const kept = await test.db.selectFrom('message').select('content').execute();
    expect(kept.map(({ content }) => content)).toEqual([JSON.stringify({ type: 'text', text: 'Of today' })]);
    expect(await test.db.selectFrom('sendAttempt').selectAll().execute()).toEqual([]);
    const [old] = (await conversationsOf(test, admin)).filter(({ id }) => id === conversation?.id);
    expect(old).toMatchObject({ preview: null });
  });
});

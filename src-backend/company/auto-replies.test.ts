import { describe, expect, it } from 'vitest';
import { aReply, conversationsOf, messagesOf, mutate, sent } from '../testing/test-inbox.ts';
import {
  minute,
  hour,
  day,
  test,
  admin,
  accountId,
  freshCompanyForEachTest,
  after,
  settle,
  nine,
  workdays,
  away,
  greeting,
  customerWrites,
  texts,
} from './company.fixtures.ts';

freshCompanyForEachTest();

describe('automated answers', () => {
  it('say once that the company is closed, however often somebody writes, and again when it has been open', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('Anybody there?');
    await customerWrites('Hello??');
    expect(texts()).toEqual([away.text]);
    expect((await messagesOf(test, admin)).filter(({ direction }) => direction === 'outbound')).toMatchObject([
      { origin: { kind: 'rule', rule: 'away' }, sendState: { state: 'accepted' } },
    ]);
    // Tuesday night.
    await after(3 * day + 10 * hour);
    await customerWrites('And now?');
    expect(texts()).toEqual([away.text, away.text]);
  });

  it('answer nobody’s question: the customer goes on waiting, and a colleague’s reply is no second answer', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('Hi');
    const [conversation] = await conversationsOf(test, admin);
    expect(conversation?.waitingSince).not.toBeNull();
    const [inbound] = await messagesOf(test, admin);
    const reply = aReply(conversation?.id ?? '', 'I am here', { basedOn: inbound?.id });
    expect(await mutate(test, admin, reply)).toMatchObject([{ status: 'applied' }]);
  });

  it('are not for those who said no, nor where a person is speaking, nor for old news', async () => {
    await settle({ hours: workdays, away });
    await customerWrites('An old one', '16505550001', 20 * minute);
    expect(texts()).toEqual([]);
    const [conversation] = await conversationsOf(test, admin);
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Still here'));
    await customerWrites('Thank you', '16505550001');
    await sent(test);
    expect(texts()).toEqual(['Still here']);
    await mutate(test, admin, {
      type: 'contact.consent',
      contactId: conversation?.contactId as never,
      purpose: 'marketing',
      state: 'out',
      source: 'phone call',
      at: test.clock.now() as never,
    });
    test.clock.advance(2 * hour);
    await customerWrites('STOP', '16505550001');
    expect(texts()).toEqual(['Still here']);
  });

  it('greet who writes for the first time, inside the hours only', async () => {
    await settle({ greeting });
    await customerWrites('Hello');
    await customerWrites('Hello again');
    expect(texts()).toEqual([greeting.text]);
    await settle({ hours: workdays });
    await customerWrites('Hello', '16505550002');
    expect(texts()).toEqual([greeting.text]);
  });

  it('go by the hours of the number that was written to', async () => {
    await settle({
      hours: workdays,
      away,
      accountHours: { [accountId]: { ...workdays, week: workdays.week.map(() => nine) } },
    });
    await customerWrites('Open on Saturdays?');
    expect(texts()).toEqual([]);
  });
});

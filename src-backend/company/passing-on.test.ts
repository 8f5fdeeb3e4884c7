import { describe, expect, it } from 'vitest';
import type { UserId } from '#shared/ids.ts';
import { PresenceBoard } from '../presence/presence-board.ts';
import { aReply, conversationsOf, mutate } from '../testing/test-inbox.ts';
import { PassingOn } from './passing-on.ts';
import { minute, test, admin, freshCompanyForEachTest, after, settle, customerWrites } from './company.fixtures.ts';

freshCompanyForEachTest();

describe('passing on', () => {
  const board = () => test.app.get(PresenceBoard, { strict: false });
  const here = (userId: UserId, name: string) => board().join({ tenantId: admin.tenantId, userId }, name);
  const look = async () => await test.app.get(PassingOn, { strict: false }).look();
  const assignee = async () => (await conversationsOf(test, admin))[0]?.assigneeId;

  it('gives who waits too long to the next person who is here, has the right, and is of the team', async () => {
    const [ana, ben, viewer] = [
      await test.addUser(admin.tenantId, 'agent'),
      await test.addUser(admin.tenantId, 'agent'),
      await test.addUser(admin.tenantId, 'viewer'),
    ];
    const team = {
      id: '01999999-9999-7999-8999-000000000001' as never,
      name: 'Service',
      memberIds: [ana.userId, viewer.userId],
    };
    await settle({ teams: [team], passing: { on: true, afterMinutes: 10, teamId: team.id } });
    await customerWrites('Hello?');
    await after(9 * minute);
    here(ben.userId, 'b');
    here(viewer.userId, 'v');
    await after(2 * minute);
    await look();
    expect(await assignee()).toBeNull();
    here(ana.userId, 'a');
    await look();
    expect(await assignee()).toBe(ana.userId);
    await settle({ passing: { on: true, afterMinutes: 10, teamId: null } });
    await look();
    expect(await assignee()).toBe(ana.userId);
    // Ben has to be seen again: ten minutes without a sign of life are away.
    await after(10 * minute);
    board().setStatus({ tenantId: admin.tenantId, userId: ben.userId }, 'online');
    await look();
    expect(await assignee()).toBe(ben.userId);
  });

  it('moves nothing to who is away, nor from who is answering, nor what is answered', async () => {
    const [ana, ben] = [await test.addUser(admin.tenantId, 'agent'), await test.addUser(admin.tenantId, 'agent')];
    await settle({ passing: { on: true, afterMinutes: 5, teamId: null } });
    await customerWrites('Hello?');
    const [conversation] = await conversationsOf(test, admin);
    test.clock.advance(6 * minute);
    here(ana.userId, 'a');
    board().setStatus({ tenantId: admin.tenantId, userId: ana.userId }, 'dnd');
    await look();
    expect(await assignee()).toBeNull();
    here(ben.userId, 'b');
    board().setStatus({ tenantId: admin.tenantId, userId: ana.userId }, 'online');
    board().claim({ tenantId: admin.tenantId, userId: ben.userId }, conversation?.id as never);
    await look();
    expect(await assignee()).toBeNull();
    board().leave({ tenantId: admin.tenantId, userId: ben.userId }, 'b');
    await mutate(test, admin, aReply(conversation?.id ?? '', 'Here we are'));
    await look();
    expect(await assignee()).toBe(admin.userId);
  });
});

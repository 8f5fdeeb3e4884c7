import { describe, expect, it } from 'vitest';
import type { Company } from '#shared/company.ts';
import { mutate, synced } from '../testing/test-inbox.ts';
import {
  minute,
  hour,
  test,
  admin,
  freshCompanyForEachTest,
  company,
  patch,
  after,
  settle,
  workdays,
  away,
  greeting,
} from './company.fixtures.ts';

freshCompanyForEachTest();

describe('what a company has settled', () => {
  it('is there for everybody, on desktops too; nothing at first', async () => {
    expect(await company()).toMatchObject({ version: 0, hours: null, keepMessagesDays: null, teams: [] });
    await settle({ hours: workdays });
    const viewer = await test.signIn(admin.tenantId, 'viewer');
    expect((await synced(test, viewer)).of<Company>('company')).toMatchObject([{ version: 1, hours: workdays }]);
    expect((await patch(viewer, [{ field: 'hours', base: workdays, value: null }])).status).toBe(403);
  });

  it('changes field by field: two who change different ones both get what they want', async () => {
    await patch(admin, [{ field: 'away', base: { on: false, text: '' }, value: away }]);
    const second = await test.signIn(admin.tenantId, 'admin');
    await patch(second, [{ field: 'greeting', base: { on: false, text: '' }, value: greeting }]);
    expect(await company()).toMatchObject({ version: 2, away, greeting });
  });

  it('tells the later one what the field says now, and changes nothing of what they sent', async () => {
    await settle({ away });
    const { status, body } = await patch(admin, [
      { field: 'greeting', base: { on: false, text: '' }, value: greeting },
      { field: 'away', base: { on: false, text: '' }, value: { on: true, text: 'Closed' } },
    ]);
    expect([status, body['details']]).toEqual([
      409,
      {
        field: 'away',
        mine: { on: true, text: 'Closed' },
        theirs: away,
        base: { on: false, text: '' },
        theirsBy: admin.userId,
        theirsAt: test.clock.now(),
      },
    ]);
    expect(await company()).toMatchObject({ version: 1, greeting: { on: false } });
  });

  it('takes the same from a queue, with the time at which it was made; there, too, shortening wants a proof', async () => {
    const madeAt = (test.clock.now() - hour) as never;
    const edit = { type: 'company.edit', madeAt, field: 'greeting', base: { on: false, text: '' }, value: greeting };
    expect(await mutate(test, admin, edit as never)).toMatchObject([{ status: 'applied' }]);
    expect(await company()).toMatchObject({ greeting });
    await after(6 * minute);
    test.clock.advance(6 * minute);
    const shorten = { type: 'company.edit', madeAt, field: 'keepFilesDays', base: null, value: 3 };
    const nonsense = { ...shorten, field: 'motto', value: 'faster' };
    expect(await mutate(test, admin, shorten as never, nonsense as never)).toMatchObject([
      { error: { code: 'forbidden', details: { reason: 'step_up_required' } } },
      { error: { code: 'invalid_input', details: { field: 'motto' } } },
    ]);
  });

  it('ruling 29 shortening retention wants a fresh proof, lengthening does not', async () => {
    test.clock.advance(6 * minute);
    const shorten = [{ field: 'keepMessagesDays', base: null, value: 30 }];
    expect((await patch(admin, shorten)).body).toMatchObject({ details: { reason: 'step_up_required' } });
    await test.prove(admin);
    expect((await patch(admin, shorten)).status).toBe(200);
    await after(6 * minute);
    test.clock.advance(6 * minute);
    expect((await patch(admin, [{ field: 'keepMessagesDays', base: 30, value: 90 }])).status).toBe(200);
    expect((await patch(admin, [{ field: 'keepMessagesDays', base: 90, value: null }])).status).toBe(200);
  });

  it('is audited with its days, never with its texts', async () => {
    await settle({ away, keepMessagesDays: 30 });
    const entries = (await test.call('GET', '/api/audit', { as: admin })).body['entries'] as {
      action: string;
      details: object;
    }[];
    const settled = entries.filter(({ action }) => action === 'company.settled').map(({ details }) => details);
    expect(settled).toEqual([{ field: 'keepMessagesDays', before: null, after: 30 }, { field: 'away' }]);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import type { NewOperation } from '#shared/admin-mutation.ts';
import { planOf, type Operation } from '#shared/admin-operation.ts';
import { MutationId } from '#shared/ids.ts';
import { anAccount, day } from '../cache/entities.fixtures.ts';
import {
  eventually,
  backend,
  clock,
  workspace,
  freshWorkspaceForEachTest,
  open,
  parse,
  signedIn,
  drained,
  nobody,
  refusing,
} from './workspace.fixtures.ts';

freshWorkspaceForEachTest();

describe('§3.6 what an admin does', () => {
  const rename = {
    type: 'account.edit',
    accountId: anAccount().id,
    field: 'name',
    base: 'Shop',
    value: 'Kiosk',
  } as const;
  const operations = async () => parse(await workspace.operations.list());
  const make = async (operation: NewOperation): Promise<MutationId> =>
    MutationId.parse((await workspace.operations.make(operation)).mutationId);

  beforeEach(() => backend.put('user', { ...backend.user, version: 2, role: 'admin' }));

  it('waits on disk for the network, shows in the plan, and is taken back before it leaves', async () => {
    await signedIn();
    await workspace.close();
    await open({ at: refusing });
    await workspace.resumeSession();
    const mutationId = await make(rename);
    await workspace.close();
    await open({ at: refusing });
    await workspace.resumeSession();
    expect(planOf(await operations())).toMatchObject({ edits: 1, conflictsLikely: 0 });
    // While a try is under way it may have reached the server.
    await eventually(async () => expect(await operations()).toMatchObject([{ state: 'waiting' }]));
    expect(await workspace.operations.undo({ mutationId })).toEqual({ undone: 'removed' });
    expect(await operations()).toEqual([]);
  });

  it('is taken back by its opposite once it was done', async () => {
    await signedIn();
    const mutationId = await make(rename);
    await drained();
    expect(await workspace.operations.undo({ mutationId })).toEqual({ undone: 'reversed' });
    await drained();
    const sent = backend.requests.filter(({ name }) => name === 'mutate').map(({ body }) => body);
    expect(sent).toMatchObject([
      { mutations: [{ base: 'Shop', value: 'Kiosk' }] },
      { mutations: [{ base: 'Kiosk', value: 'Shop' }] },
    ]);
  });

  it('comes back for a decision, goes out again over what the other one wrote, and can be kept elsewhere', async () => {
    await signedIn();
    const details = { field: 'name', mine: 'Kiosk', theirs: 'Bar', base: 'Shop', theirsBy: null, theirsAt: null };
    backend.apply = () => ({ code: 'conflict', message: 'Somebody else has changed this meanwhile', details });
    const told: Operation[][] = [];
    workspace.on('operations', (all) => told.push(all));
    const mutationId = await make(rename);
    await eventually(() => expect(told.at(-1)).toMatchObject([{ state: 'conflict', conflict: { theirs: 'Bar' } }]));
    expect((await workspace.operations.export({ mutationId })).text).toContain('Kiosk');
    backend.apply = () => null;
    await workspace.operations.decide({ mutationId, decision: { value: 'Pub' } });
    await drained();
    expect(backend.requests.findLast(({ name }) => name === 'mutate')?.body).toMatchObject({
      mutations: [{ base: 'Bar', value: 'Pub', decided: 'edited' }],
    });
    expect(await operations()).toEqual([]);
  });

  it('is not for agents', async () => {
    backend.put('user', { ...backend.user, version: 3, role: 'agent' });
    await signedIn();
    await expect(workspace.operations.make(rename)).rejects.toThrow('Your role (agent) does not allow this');
  });

  it('S-36 is refused on a desktop that its server has not seen for a week, also when its clock is set back', async () => {
    await signedIn();
    await workspace.close();
    clock.advance(6 * day);
    await open({ at: nobody });
    await workspace.resumeSession();
    await workspace.operations.make(rename);
    clock.advance(2 * day);
    const pause = { type: 'account.pause', accountId: anAccount().id } as const;
    await expect(workspace.operations.make(pause)).rejects.toThrow('has not reached its server for a week');
    expect(await operations()).toHaveLength(1);
    await workspace.close();
    await open();
    await workspace.resumeSession();
    await drained();
    await workspace.operations.make(pause);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SignedIn, TestApp } from '../testing/test-app.ts';

let test: TestApp;
let marketer: SignedIn;
beforeEach(async () => {
  test = await TestApp.start();
  marketer = await test.signIn(await test.addTenant(), 'marketer');
});
afterEach(() => test.close());

const call = (method: string, path = '', body?: object, as = marketer) =>
  test.call(method as 'POST', `/api/quick-replies${path}`, { as, ...(body === undefined ? {} : { body }) });
const add = async (shortcut: string, text: string) =>
  (await call('POST', '', { shortcut, text })).body['data'] as { id: string };

it('M-9 quick replies are added, listed by shortcut, changed and deleted', async () => {
  const thanks = await add('thanks', 'Thank you, {{name}}!');
  await add('Hours', 'We are open from 9 to 17');
  const listed = async () => (await call('GET')).body['data'];
  expect(await listed()).toMatchObject([{ shortcut: 'Hours' }, { shortcut: 'thanks', text: 'Thank you, {{name}}!' }]);
  const changed = await call('PATCH', `/${thanks.id}`, { text: 'Thanks!' });
  expect(changed).toMatchObject({ status: 200, body: { data: { shortcut: 'thanks', text: 'Thanks!' } } });
  expect((await call('DELETE', `/${thanks.id}`)).body).toEqual({ success: true });
  expect(await listed()).toMatchObject([{ shortcut: 'Hours' }]);
  expect(await call('DELETE', `/${thanks.id}`)).toMatchObject({ status: 404 });
});

it('M-9 a shortcut stands for one text, in whatever case', async () => {
  await add('hours', 'x');
  const other = await add('other', 'x');
  const taken = { status: 409, body: { code: 'conflict', details: { field: 'shortcut' } } };
  expect(await call('POST', '', { shortcut: 'HOURS', text: 'y' })).toMatchObject(taken);
  expect(await call('PATCH', `/${other.id}`, { shortcut: 'Hours' })).toMatchObject(taken);
  expect(await call('PATCH', `/${other.id}`, { shortcut: 'OTHER' })).toMatchObject({ status: 200 });
});

it('S-60 another company has its own', async () => {
  const { id } = await add('hours', 'x');
  const stranger = await test.signIn(await test.addTenant('Theirs'), 'admin');
  expect((await call('GET', '', undefined, stranger)).body['data']).toEqual([]);
  expect(await call('PATCH', `/${id}`, { text: 'y' }, stranger)).toMatchObject({ status: 404 });
  expect(await call('POST', '', { shortcut: 'hours', text: 'theirs' }, stranger)).toMatchObject({ status: 201 });
});

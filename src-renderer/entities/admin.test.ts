import { expect, it } from 'vitest';
import { AppError } from '#shared/error.ts';
import { installBridge } from './bridge.fixtures.ts';

const bridge = installBridge({});
const { actAdmin } = await import('./admin.ts');
const { answerStepUp, useStepUp } = await import('./step-up.ts');

let isProven = false;
bridge.answers['admin.act'] = () => {
  if (isProven) return JSON.stringify({ success: true });
  throw new AppError('forbidden', 'Confirm that it is you', { details: { reason: 'step_up_required' } });
};
const isAsked = () => useStepUp.getState().answer !== null;

it('asks who is there when the backend wants to know, and does it once more', async () => {
  const done = actAdmin('createIntegrationToken', { body: { accountId: 'a' } });
  await expect.poll(isAsked).toBe(true);
  isProven = true;
  answerStepUp(true);
  expect(await done).toEqual({ success: true });
  expect(bridge.inputsOf('admin.act')).toHaveLength(2);
});

it('gives up without a word when the person thinks better of it', async () => {
  isProven = false;
  const done = actAdmin('createIntegrationToken', { body: { accountId: 'a' } });
  await expect.poll(isAsked).toBe(true);
  answerStepUp(false);
  expect(await done).toBeNull();
});

it('hands any other refusal to whoever asked', async () => {
  bridge.answers['admin.act'] = () => {
    throw new AppError('not_found', 'There is no such token');
  };
  await expect(actAdmin('createIntegrationToken', {})).rejects.toThrow('There is no such token');
});

import { describe, expect, it } from 'vitest';
import type { IntegrationView } from '#shared/wire/rest.ts';
import { anAccount } from '../../entities/builders.fixtures.ts';
import { describeLimit, describeQuality, healthOf } from './account-health.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const day = 86_400_000;
const view = (change: Partial<IntegrationView> = {}): IntegrationView => ({
  ...anAccount(),
  active: true,
  webhookUrl: null,
  verifyToken: 'a-verify-token',
  isDefault: false,
  token: null,
  waiting: 0,
  ...change,
});

describe('the health of a number', () => {
  it('is well only where nothing stands against it', () => {
    expect(healthOf(view(), now)).toMatchObject({ tone: 'success', reason: null, fix: null });
  });

  it.each([
    ['disabled', 'meta_cloud', 'neutral', 'switch_on'],
    ['token', 'meta_cloud', 'danger', 'credentials'],
    ['not_configured', 'meta_cloud', 'danger', 'credentials'],
    ['not_configured', 'gateway', 'danger', 'devices'],
    ['endpoint', 'gateway', 'danger', 'devices'],
  ] as const)('%s of %s says why and offers its fix', (cannotSend, provider, tone, fix) => {
    const health = healthOf(view({ cannotSend, provider }), now);
    expect(health).toMatchObject({ tone, fix });
    expect(health.reason).not.toBeNull();
  });

  it('warns of a token that ends within two weeks, and of an endpoint that is down, before they stop anything', () => {
    expect(healthOf(view({ tokenExpiresAt: now + 20 * day }), now).tone).toBe('success');
    expect(healthOf(view({ tokenExpiresAt: now + 3 * day }), now)).toMatchObject({
      tone: 'warning',
      fix: 'credentials',
    });
    expect(healthOf(view({ endpointDownSince: now - day }), now)).toMatchObject({ tone: 'warning', fix: 'devices' });
  });
});

it('says quality and limit in words, and nothing where Meta has told nothing', () => {
  expect([describeQuality('GREEN'), describeQuality('UNKNOWN'), describeQuality(null)]).toEqual([
    'high quality',
    null,
    null,
  ]);
  expect(describeLimit('TIER_2K')).toBe('2K new customers a day');
  expect(describeLimit('250')).toBe('250 new customers a day');
  expect(describeLimit('TIER_UNLIMITED')).toBe('no daily limit');
  expect([describeLimit(null), describeLimit(undefined), describeLimit('SOMETHING')]).toEqual([null, null, null]);
});

import { expect, it } from 'vitest';
import { endpointSettings, readSettings } from './endpoint-settings.tsx';

it('begins with the guide’s own settings', () => {
  expect(readSettings(endpointSettings()).settings).toEqual({
    auto_reconnect: true,
    reconnect_interval: 30,
    health_check_interval: 60,
    webhook_retries: 3,
    message_timeout: 30,
  });
});

it.each([
  ['reconnect_interval', '0'],
  ['health_check_interval', '86401'],
  ['webhook_retries', '1.5'],
  ['message_timeout', 'soon'],
] as const)('names %s when it is %s', (name, text) => {
  expect(readSettings({ ...endpointSettings(), [name]: text })).toEqual({ settings: null, wrong: name });
});

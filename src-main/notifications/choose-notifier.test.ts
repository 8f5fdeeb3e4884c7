import { expect, it } from 'vitest';
import { sessionBusAddress } from './choose-notifier.ts';

it('ruling 67 finds the session bus by its address, or where systemd puts it', () => {
  const none = (): boolean => false;
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' }, none)).toBe('unix:path=/x');
  expect(sessionBusAddress({ XDG_RUNTIME_DIR: '/run/user/7' }, (path) => path === '/run/user/7/bus')).toBe(
    'unix:path=/run/user/7/bus',
  );
  expect(sessionBusAddress({ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/run/user/7' }, none)).toBeNull();
  expect(sessionBusAddress({}, none)).toBeNull();
});

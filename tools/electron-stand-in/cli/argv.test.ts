import { expect, it } from 'vitest';
import { parseCommandLine } from './argv.ts';

it("takes Playwright's command line apart", () => {
  const line = parseCommandLine([
    ...['-r', '/loader.js', '--no-sandbox', '--inspect=0', '--remote-debugging-port=0'],
    ...['.', '--user-data-dir=/tmp/x', 'parley-desktop://settings'],
  ]);
  expect(line).toEqual({
    preloads: ['/loader.js'],
    inspect: { port: 0, host: '127.0.0.1', wait: false },
    entry: '.',
    switches: new Map([
      ['no-sandbox', ''],
      ['remote-debugging-port', '0'],
      ['user-data-dir', '/tmp/x'],
    ]),
    version: false,
  });
});

it('reads debugger addresses', () => {
  expect(parseCommandLine(['--inspect-brk=0.0.0.0:5858', 'app']).inspect).toEqual({
    port: 5858,
    host: '0.0.0.0',
    wait: true,
  });
  expect(parseCommandLine(['--inspect', 'app']).inspect).toEqual({ port: 9229, host: '127.0.0.1', wait: false });
  expect(() => parseCommandLine(['--inspect=here', 'app'])).toThrow('not a debugger address');
});

it("leaves the app's own arguments alone", () => {
  const line = parseCommandLine(['app', '-r', 'not-loaded', '--version', '--inspect=1']);
  expect([line.preloads, line.version, line.inspect, line.entry]).toEqual([[], false, null, 'app']);
});

it('takes what follows two dashes as no switch', () => {
  expect(parseCommandLine(['app', '--', '--user-data-dir=/elsewhere']).switches.size).toBe(0);
  expect(parseCommandLine(['--', 'app']).entry).toBe('app');
});

it('knows when there is no app, and when a file is missing', () => {
  expect(parseCommandLine(['--version'])).toMatchObject({ entry: null, version: true });
  expect(() => parseCommandLine(['-r'])).toThrow('-r needs a file');
});

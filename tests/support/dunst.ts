import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until, within } from './deadline.ts';
import { makeFolder, removeFolder } from './folder.ts';
import { endOf, startPrivateBus } from './private-bus.ts';

// dunst, the notification daemon that many Linux desktops run, on a display and a bus of its own.

const run = promisify(execFile);

export interface Dunst {
  address: string;
  /** How many cards are on the screen. */
  count: () => Promise<number>;
  /** Title and body of every card that was shown so far. */
  all: () => { title: string; body: string }[];
  /** Chooses one of the buttons of the newest card by its label, as a person would in dunst's menu. */
  choose: (label: string) => Promise<void>;
  /** A click on the newest card. */
  click: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Needs `dunst` and `Xvfb` (Debian: dunst, xvfb). */
export async function startDunst(): Promise<Dunst> {
  const folder = makeFolder('dunst');
  const bus = await startPrivateBus();
  const { screen, display } = await startScreen();
  const menu = join(folder, 'menu.sh');
  const choice = join(folder, 'choice');
  const logger = join(folder, 'log.sh');
  const log = join(folder, 'shown');
  // dunst's menu of a card's actions: lines of `#Label (Title) [number,key]`; it prints the one that was chosen.
  writeFileSync(menu, `#!/bin/sh\ngrep -F "#$(cat '${choice}') (" | head -n 1\n`, { mode: 0o755 });
  // Called with the app's name, title, body, icon and urgency of each card.
  writeFileSync(logger, `#!/bin/sh\nprintf '%s\\t%s\\n' "$2" "$3" >> '${log}'\n`, { mode: 0o755 });
  writeFileSync(log, '');
  const config = join(folder, 'dunstrc');
  const sections = [
    `[global]\ndmenu = ${menu}`,
    '[urgency_normal]\ntimeout = 0',
    `[every]\nsummary = "*"\nscript = ${logger}`,
  ];
  writeFileSync(config, `${sections.join('\n')}\n`);
  const env = { ...process.env, DISPLAY: display, DBUS_SESSION_BUS_ADDRESS: bus.address };
  const dunst = spawn('dunst', ['-conf', config], { env, stdio: 'ignore' });
  const ctl = async (...args: string[]): Promise<string> => (await run('dunstctl', args, { env })).stdout;
  await until('dunst to answer', () => ctl('is-paused').then(Boolean, () => false));
  return {
    address: bus.address,
    count: async () => Number(await ctl('count', 'displayed')),
    all: () =>
      readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => line.split('\t'))
        .map(([title = '', body = '']) => ({ title, body })),
    choose: async (label) => {
      writeFileSync(choice, label);
      await ctl('context');
    },
    click: async () => void (await ctl('action', '0')),
    stop: async () => {
      await endOf(dunst);
      await endOf(screen);
      await bus.stop();
      removeFolder(folder);
    },
  };
}

async function startScreen(): Promise<{ screen: ChildProcess; display: string }> {
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await within(
    'Xvfb to say its display',
    60_000,
    new Promise<string>((resolve, reject) => {
      screen.once('error', reject);
      screen.stdio[3]?.once('data', (text: Buffer) => resolve(text.toString().trim()));
    }),
  );
  return { screen, display: `:${number}` };
}

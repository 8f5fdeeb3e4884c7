import type { NativeImage } from 'electron';
import { expect, it } from 'vitest';
import { badgeOf, badgeText, sumOf } from '#shared/badge.ts';
import { aConversationRow, aUser } from '../../tests/support/builders.ts';
import { badgeLabel, showBadge, type BadgeSurface, isWaitingForMe } from './badge.ts';
import { overlayBitmap, overlaySize } from './overlay-bitmap.ts';

it('counts waiting customers, shows a dot for other unread, and puts a number that is down first', () => {
  expect(badgeOf({ waiting: 0, unread: 0, numberDown: false })).toEqual({ kind: 'none' });
  expect(badgeOf({ waiting: 0, unread: 4, numberDown: false })).toEqual({ kind: 'dot' });
  expect(badgeOf({ waiting: 3, unread: 4, numberDown: false })).toEqual({ kind: 'count', count: 3 });
  expect(badgeOf({ waiting: 3, unread: 4, numberDown: true })).toEqual({ kind: 'alert' });
});

it('ruling 44: the badges of all workspaces are one sum', () => {
  const [one, two] = [
    { waiting: 2, unread: 5, numberDown: false },
    { waiting: 3, unread: 0, numberDown: false },
  ];
  expect(badgeOf(sumOf([one, two]))).toEqual({ kind: 'count', count: 5 });
  expect(badgeOf(sumOf([{ ...one, numberDown: true }, two]))).toEqual({ kind: 'alert' });
  expect(badgeOf(sumOf([]))).toEqual({ kind: 'none' });
});

it('writes at most 99+ and says it in words for screen readers', () => {
  expect(badgeText({ kind: 'count', count: 99 })).toBe('99');
  expect(badgeText({ kind: 'count', count: 100 })).toBe('99+');
  expect(badgeLabel({ kind: 'count', count: 1 })).toBe('1 customer is waiting');
});

function surface(platform: NodeJS.Platform) {
  const shown: unknown[] = [];
  const options: BadgeSurface = {
    platform,
    app: {
      setBadgeCount: (count) => shown.push(['count', count]) > 0,
      // Only setBadge of the dock is used.
      dock: { setBadge: (text: string) => shown.push(['dock', text]) } as unknown as Electron.Dock,
    },
    window: () => ({ setOverlayIcon: (image, label) => shown.push(['overlay', image === null, label]) }),
    imageFromBitmap: () => ({}) as NativeImage,
  };
  return { shown, options };
}

it.each([
  [
    'darwin',
    [
      ['dock', '2'],
      ['dock', '!'],
      ['dock', ''],
    ],
  ],
  [
    'win32',
    [
      ['overlay', false, '2 customers are waiting'],
      ['overlay', false, 'A number cannot send'],
      ['overlay', true, ''],
    ],
  ],
  [
    'linux',
    [
      ['count', 2],
      ['count', 0],
      ['count', 0],
    ],
  ],
] as const)('on %s uses that system’s one way to show it', (platform, expected) => {
  const { shown, options } = surface(platform);
  showBadge({ kind: 'count', count: 2 }, options);
  showBadge({ kind: 'alert' }, options);
  showBadge({ kind: 'none' }, options);
  expect(shown).toEqual(expected);
});

it('draws the overlay as a disc with readable text', () => {
  const picture = (text: string): string => {
    const bytes = overlayBitmap(text);
    return Array.from({ length: overlaySize }, (_, y) =>
      Array.from({ length: overlaySize }, (_, x) => {
        const at = (y * overlaySize + x) * 4;
        return bytes[at + 3] === 0 ? ' ' : bytes[at] === 0xff ? '#' : '.';
      }).join(''),
    ).join('\n');
  };
  expect(picture('99+')).toMatchInlineSnapshot(`
    "     ......     
       ..........   
      ............  
     .............. 
     .............. 
    ..###.###.......
    ..#.#.#.#..#....
    ..###.###.###...
    ....#...#..#....
    ..###.###.......
    ................
     .............. 
     .............. 
      ............  
       ..........   
         ......     "
  `);
  expect(picture('1').replace(/[^#]/g, '')).toHaveLength(8 * 4);
});

it('does not count what the person muted', () => {
  const me = aUser();
  expect(isWaitingForMe(aConversationRow(), me)).toBe(true);
  expect(isWaitingForMe(aConversationRow({ muted: true }), me)).toBe(false);
});

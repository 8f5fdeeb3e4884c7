import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright';
import { createRandom } from '../../src-simulator/engine/random.ts';

/** What may be missing of what was typed (ui.md §3). */
const mayMissMs = 500;

/** A desktop that shows a conversation with its composer. */
export interface TypingDesk {
  page: Page;
  /** kill -9; resolves when it is gone. */
  kill: () => Promise<void>;
}

export interface TypingOutcome {
  kills: number;
  /** Characters typed in all. */
  typed: number;
  /** By how many milliseconds before the kill the first missing character was typed, for each kill with one. */
  missing: number[];
  /** Drafts that had lost more than the last half second, or said something else than what was typed. */
  lost: string[];
}

/** Types into replies and notes, kills Parley at any moment, and looks what is left after the next start. */
export async function runTyping(options: {
  seed: string;
  kills: number;
  open: () => Promise<TypingDesk>;
  say: (line: string) => void;
}): Promise<TypingOutcome> {
  const { seed, kills, open, say } = options;
  const random = createRandom(seed, 'faults/typing');
  const outcome: TypingOutcome = { kills, typed: 0, missing: [], lost: [] };
  /** What has to stand in each field, from the times before. */
  const before = { Reply: '', Note: '' };
  let desk = await open();
  for (let kill = 1; kill <= kills; kill++) {
    const mode = random.next() < 0.3 ? 'Note' : 'Reply';
    const field = await fieldOf(desk.page, mode);
    // The end of what was typed before, so that nothing lands in the middle of it.
    await field.press('Control+End');
    const pauseMs = random.int(5, 120);
    const { keys, killedAt } = await typeUntilKilled(desk, {
      pause: () => random.int(0, pauseMs),
      killAfterMs: random.int(100, 2500),
      word: () => letters[random.int(0, letters.length - 1)] ?? 'x',
    });
    desk = await open();
    const left = await (await fieldOf(desk.page, mode)).inputValue();
    const whole = before[mode] + keys.map(({ key }) => key).join('');
    outcome.typed += keys.length;
    const kept = left.length - before[mode].length;
    const missing = keys[Math.max(0, kept)];
    const missedMs = missing === undefined ? null : killedAt - missing.at;
    if (missedMs !== null) outcome.missing.push(missedMs);
    if (!whole.startsWith(left) || kept < 0) {
      outcome.lost.push(`kill ${kill}: the ${mode} says “${left.slice(-60)}”, typed was “${whole.slice(-60)}”`);
    } else if (missedMs !== null && missedMs > mayMissMs) {
      outcome.lost.push(`kill ${kill}: of the ${mode} the last ${missedMs.toFixed(0)} ms are missing`);
    }
    before[mode] = left;
    say(`kill ${kill}: ${keys.length} keys in the ${mode}, ${keys.length - kept} missing`);
  }
  await desk.kill();
  return outcome;
}

const letters = [...'abcdefghij klmnopqrstuvwxyzäöü '];

async function fieldOf(page: Page, mode: 'Reply' | 'Note') {
  await page.getByRole('radio', { name: mode, exact: true }).click();
  const field = page.getByRole('textbox', { name: mode === 'Reply' ? 'Message' : 'Note', exact: true });
  await field.focus();
  // The draft is read from the disk after the field is there.
  await field.and(page.locator(':not([aria-busy="true"])')).waitFor();
  return field;
}

/** Each key with the time by which the field had it. */
async function typeUntilKilled(
  { page, kill }: TypingDesk,
  how: { pause: () => number; killAfterMs: number; word: () => string },
): Promise<{ keys: { key: string; at: number }[]; killedAt: number }> {
  const keys: { key: string; at: number }[] = [];
  const dying = { at: Infinity };
  const killLater = async (): Promise<void> => {
    await delay(how.killAfterMs);
    dying.at = performance.now();
    await kill();
  };
  const killing = killLater();
  while (dying.at === Infinity) {
    const key = how.word();
    try {
      // One key after the other, at the pace of a person.
      // oxlint-disable-next-line no-await-in-loop
      await page.keyboard.type(key);
      keys.push({ key, at: performance.now() });
      // oxlint-disable-next-line no-await-in-loop
      await delay(how.pause());
    } catch {
      // It was killed under the key.
      keys.push({ key, at: Infinity });
      break;
    }
  }
  await killing;
  return { keys, killedAt: dying.at };
}

import type { useVirtualizer } from '@tanstack/react-virtual';

type Scrolled = Pick<
  ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLElement>>,
  'scrollOffset' | 'getOffsetForIndex' | 'scrollToIndex'
>;
export type GoalAlign = 'auto' | 'start' | 'center';

/** As long as it must stand there. The virtualizer needs two frames to be done itself. */
const steadyFrames = 4;
/** Then it stays where it is, whatever still changes its height; so does the virtualizer. */
const patienceMs = 5_000;

/**
 * Leads a list to one of its items. The virtualizer goes to a number, for some frames, as what it meets on the way gets
 * measured; what is put before the item meanwhile would send it to another one. Then it is sent anew.
 */
export class ListGoal {
  private readonly list: Scrolled;
  private goal: { key: string; index: number; align: GoalAlign; onDone: (() => void) | undefined } | null = null;
  private frame = 0;

  constructor(list: Scrolled) {
    this.list = list;
  }

  /** `onDone`: it stands there, or where it was sent after that, or somebody scrolled. */
  go(key: string, index: number, align: GoalAlign, onDone = this.goal?.onDone): void {
    cancelAnimationFrame(this.frame);
    this.goal = { key, index, align, onDone };
    this.list.scrollToIndex(index, { align });
    this.watch();
  }

  /** The items have changed; to be told before they are painted. */
  follow(count: number, keyOf: (index: number) => string): void {
    if (this.goal === null || keyOf(this.goal.index) === this.goal.key) return;
    for (let index = 0; index < count; index++) {
      if (keyOf(index) !== this.goal.key) continue;
      this.goal.index = index;
      this.list.scrollToIndex(index, { align: this.goal.align });
      return;
    }
    this.end();
  }

  /** Somebody scrolls, or the list goes. */
  end(): void {
    cancelAnimationFrame(this.frame);
    const { onDone } = this.goal ?? {};
    this.goal = null;
    onDone?.();
  }

  private watch(): void {
    const begun = performance.now();
    let steady = 0;
    let before = Number.NaN;
    const look = (): void => {
      if (this.goal === null) return;
      const [wanted = null] = this.list.getOffsetForIndex(this.goal.index, this.goal.align) ?? [];
      const now = this.list.scrollOffset;
      // A position is rounded to what the screen can show.
      const isThere = wanted !== null && now !== null && Math.abs(wanted - now) < 1.5;
      steady = isThere && wanted === before ? steady + 1 : 0;
      before = wanted ?? Number.NaN;
      if (steady === steadyFrames || performance.now() - begun > patienceMs) this.end();
      else this.frame = requestAnimationFrame(look);
    };
    this.frame = requestAnimationFrame(look);
  }
}

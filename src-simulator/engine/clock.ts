/**
 * The simulator's only idea of time. It runs with the real clock, can be moved forward (so that service windows close in
 * a test), and can be frozen, in which case only {@link Clock.advance} makes timers fire, in their order.
 */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `run` once `delayMs` of this clock have passed; the returned function takes it back. */
  after(delayMs: number, run: () => void): () => void;
  /** Moves time forward, firing what falls due on the way, each at its own time. */
  advance(byMs: number): void;
  freeze(): void;
  resume(): void;
  isFrozen(): boolean;
  /** Timers not yet fired. */
  pending(): number;
  /** Forgets all timers. */
  stop(): void;
}

interface Timer {
  due: number;
  order: number;
  run: (() => void) | null;
}

// Node's timers take a signed 32-bit number of milliseconds.
const longestWaitMs = 2 ** 31 - 1;

/** `frozenAt` starts the clock frozen at that instant; `realNow` is the time source when running. */
export function createClock(options: { frozenAt?: number | undefined; realNow?: () => number } = {}): Clock {
  const realNow = options.realNow ?? Date.now;
  let frozenAt: number | null = options.frozenAt ?? null;
  let offset = 0;
  let order = 0;
  let armed: NodeJS.Timeout | null = null;
  const heap: Timer[] = [];

  const now = (): number => frozenAt ?? realNow() + offset;
  const jumpTo = (at: number): void => {
    if (frozenAt !== null) frozenAt = Math.max(frozenAt, at);
    else offset += Math.max(0, at - now());
  };
  const fireUntil = (target: number, beforeEach: (at: number) => void): void => {
    for (let head = heap[0]; head && head.due <= target; head = heap[0]) {
      pop(heap);
      if (!head.run) continue;
      beforeEach(head.due);
      head.run();
    }
  };
  const arm = (): void => {
    if (armed) clearTimeout(armed);
    armed = null;
    const head = heap[0];
    if (!head || frozenAt !== null) return;
    armed = setTimeout(
      () => {
        armed = null;
        fireUntil(now(), () => undefined);
        arm();
      },
      Math.min(Math.max(0, head.due - now()), longestWaitMs),
    );
  };

  return {
    now,
    after(delayMs, run) {
      const timer: Timer = { due: now() + Math.max(0, delayMs), order: order++, run };
      push(heap, timer);
      if (heap[0] === timer) arm();
      return () => {
        timer.run = null;
      };
    },
    advance(byMs) {
      const target = now() + byMs;
      fireUntil(target, jumpTo);
      jumpTo(target);
      arm();
    },
    freeze() {
      frozenAt ??= now();
      arm();
    },
    resume() {
      if (frozenAt === null) return;
      offset = frozenAt - realNow();
      frozenAt = null;
      arm();
    },
    isFrozen: () => frozenAt !== null,
    pending: () => heap.filter((timer) => timer.run !== null).length,
    stop() {
      heap.length = 0;
      arm();
    },
  };
}

function before(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let index = heap.length;
  heap.push(timer);
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(timer, heap[parent]!)) break;
    heap[index] = heap[parent]!;
    index = parent;
  }
  heap[index] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let index = 0;
  for (;;) {
    let child = index * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
    if (!before(heap[child]!, last)) break;
    heap[index] = heap[child]!;
    index = child;
  }
  heap[index] = last;
}

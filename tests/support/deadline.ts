/** Something that did not come true in time; says what was waited for. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Waits until `find` gives something other than undefined, false or null, and returns it. `find` is asked again as soon
 * as it has answered, at most every `everyMs`; what it throws ends the wait.
 */
export async function until<T>(
  what: string,
  find: () => T | Promise<T>,
  { withinMs = 60_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, undefined | false | null>> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await find();
    // The three "not yet" values are exactly what the return type leaves out.
    if (found !== undefined && found !== false && found !== null) return found as Exclude<T, undefined | false | null>;
    if (performance.now() > end) throw new DeadlineError(`waited ${withinMs} ms for ${what}`);
    await sleep(everyMs);
  }
}

/** Gives up on a promise that takes too long. The promise itself goes on; its late failure is swallowed. */
export async function within<T>(what: string, withinMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError(`waited ${withinMs} ms for ${what}`)), withinMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}

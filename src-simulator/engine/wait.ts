/**
 * Real time passing, for what a caller at the other end of a connection experiences; everything else goes by the
 * simulator's clock. Does not keep the process alive.
 */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

import type { AppState } from '#shared/app-state.ts';

let announced = false;

/**
 * With `--print-ready`, tells scripts on stdout, in one line, that there is something to look at:
 * `parley desktop ready {"phoneUrl":…}`, or `parley desktop failed {"message":…}`. Each start says it once.
 */
export function announceReadiness(state: AppState, argv: readonly string[]): void {
  if (announced || !argv.includes('--print-ready')) return;
  if (state.phase !== 'ready' && state.phase !== 'failed') return;
  announced = true;
  const facts =
    state.phase === 'ready'
      ? { mode: state.workspace.mode, phoneUrl: state.demo?.phoneUrl ?? null }
      : { message: state.message, details: state.details };
  process.stdout.write(`parley desktop ${state.phase} ${JSON.stringify(facts)}\n`);
}

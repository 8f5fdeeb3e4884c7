import type { AppState } from '#shared/app-state.ts';
import { AppError } from '#shared/error.ts';
import { BackendStartError } from '../backend/supervisor.ts';

/** The screen of what could not be opened; nothing of a bug reaches it but its name. */
export function describeFailure(error: unknown): Extract<AppState, { phase: 'failed' }> {
  console.error('session:', error);
  const isExpected = error instanceof AppError || error instanceof BackendStartError;
  const message = isExpected ? error.message : 'Something is wrong in Parley itself. Your data is where it was.';
  return { phase: 'failed', message, details: isExpected ? detailsOf(error) : String(error) };
}

function detailsOf(error: AppError | BackendStartError): string {
  const details = error instanceof AppError && error.details !== undefined ? ` ${JSON.stringify(error.details)}` : '';
  return `${error.code}${details}`;
}

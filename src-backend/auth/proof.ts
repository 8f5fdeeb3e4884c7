import { SetMetadata } from '@nestjs/common';
import { AppError } from '#shared/error.ts';

// What a route may ask besides a role: that its caller has just proved who they are, or nothing at all of somebody who
// is still setting up the second factor that their company wants.

export const freshProof = 'parley:fresh-proof';
export const whileEnrolling = 'parley:while-enrolling';

/** How long a password or code that was given counts as fresh (S-62). */
export const freshForMs = 5 * 60_000;

/**
 * S-62: what makes, shows or changes a secret, hands out rights or erases. A person must have given password or code
 * within five minutes; services are exempt. The contract says so, too: `proof: 'fresh'`.
 */
export const FreshProof = () => SetMetadata(freshProof, true);

/** Works for an admin who still has to set up a second factor. */
export const WhileEnrolling = () => SetMetadata(whileEnrolling, true);

export function proofMissing(): AppError {
  return new AppError('forbidden', 'Confirm that it is you: enter your password, or a code of your authenticator app', {
    details: { reason: 'step_up_required', withinSeconds: freshForMs / 1000 },
  });
}

import { SetMetadata } from '@nestjs/common';
import { AppError } from '#shared/error.ts';

// What a route may ask besides a role: that its caller has just proved who they are, or nothing at all of somebody who
// is still setting up the second factor that their company wants.

export type RouteProof = 'fresh' | 'while_enrolling';

export const routeProof = 'parley:route-proof';

/** How long a password or code that was given counts as fresh (S-62). */
export const freshForMs = 5 * 60_000;

/** S-62: secrets, rights, exports. A person must have given password or code within five minutes; services are exempt. */
export const FreshProof = () => SetMetadata(routeProof, 'fresh' satisfies RouteProof);

/** Works for an admin who still has to set up a second factor. */
export const WhileEnrolling = () => SetMetadata(routeProof, 'while_enrolling' satisfies RouteProof);

export function proofMissing(): AppError {
  return new AppError('forbidden', 'Confirm that it is you: enter your password, or a code of your authenticator app', {
    details: { reason: 'step_up_required', withinSeconds: freshForMs / 1000 },
  });
}

export function enrolmentMissing(): AppError {
  return new AppError('forbidden', 'Your company asks its admins for a second factor: set up your authenticator app', {
    details: { reason: 'second_factor_setup' },
  });
}

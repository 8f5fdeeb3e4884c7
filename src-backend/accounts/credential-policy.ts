import type { CredentialPolicy } from '../config.ts';
import { AppError } from '#shared/error.ts';

const refusals: Record<'stored' | 'endpoint', { policy: CredentialPolicy; message: string }> = {
  stored: {
    policy: 'env-only',
    message:
      'This server keeps no access tokens (CREDENTIALS=env-only): connect the number through an endpoint of the environment',
  },
  endpoint: {
    policy: 'stored',
    message: 'This server uses no endpoints (CREDENTIALS=stored): connect the number with its own access token',
  },
};

/** Throws `forbidden` when CREDENTIALS does not let an account take its credentials from there. */
export function assertCredentialSource(policy: CredentialPolicy, source: 'stored' | 'endpoint'): void {
  const refusal = refusals[source];
  if (policy === refusal.policy)
    throw new AppError('forbidden', refusal.message, { details: { reason: 'credentials' } });
}

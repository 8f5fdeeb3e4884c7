import { AppError } from '#shared/error.ts';
import type { Principal } from '../auth/principal.ts';
import { isMeantAsReference, readReference } from '../platform/secrets/secret-reference.ts';

/**
 * In place of an access token somebody may say where it is kept: `$(VAULT:mount/path#field)`, `$(AWS_SECRET:name)`. The
 * server reads that with its own rights, which reach further than a company's: only those who run the server may say
 * so. `person` null: a service. Throws `invalid_input` and `forbidden`.
 */
export function assertMayRefer(person: Principal | null, accessToken: string): void {
  if (!isMeantAsReference(accessToken)) return;
  const details = { field: 'accessToken' };
  const kind = readReference(accessToken)?.kind;
  if (kind !== 'VAULT' && kind !== 'AWS_SECRET') {
    const forms = '$(VAULT:mount/path#field), $(AWS_SECRET:name) or $(AWS_SECRET:name#field)';
    throw new AppError('invalid_input', `accessToken: must be the token itself, or ${forms}`, { details });
  }
  if (person !== null && !person.superadmin) {
    const message =
      'Only a superadmin or a service of this server may say where an access token is kept: enter the token';
    throw new AppError('forbidden', message, { details });
  }
}

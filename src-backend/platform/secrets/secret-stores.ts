import { type AwsSettings, readAwsSecret } from './aws-secrets.ts';
import { readLocal, type SecretReference, SecretUnreadable } from './secret-reference.ts';
import { readVault, type VaultSettings } from './vault.ts';

/** Where secrets are kept outside of this server; null: VAULT_ADDR is not set. */
export interface SecretStores {
  vault: VaultSettings | null;
  aws: AwsSettings;
}

/** Asks for the secret now. `environment`: for `$(ENV:…)`. Throws SecretUnreadable. */
export async function readSecret(
  reference: SecretReference,
  stores: SecretStores,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const { kind } = reference;
  switch (kind) {
    case 'VAULT':
      if (stores.vault === null) throw new SecretUnreadable(kind, 'VAULT_ADDR and VAULT_TOKEN are not set');
      return await readVault(stores.vault, reference);
    case 'AWS_SECRET':
      return await readAwsSecret(stores.aws, reference);
    case 'ENV':
    case 'FILE':
      return readLocal({ ...reference, kind }, environment);
  }
}

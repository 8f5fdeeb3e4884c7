import { z } from 'zod';
import { readLocal, readReference, type SecretReference, SecretUnreadable } from './secret-reference.ts';

/** HashiCorp Vault, by its own variables. `token` may be `$(FILE:…)`, where an agent renews it. */
export interface VaultSettings {
  address: string;
  token: string;
  namespace: string | null;
}

const timeoutMs = 5000;
const Answer = z.object({ data: z.object({ data: z.record(z.string(), z.unknown()).nullable() }) });

/** One field of a secret of a KV engine of version 2. The first part of the path is where the engine is mounted. */
export async function readVault(settings: VaultSettings, { path, key }: SecretReference): Promise<string> {
  const refuse = (why: string, isTransient = false) => new SecretUnreadable('VAULT', why, isTransient);
  const [mount = '', ...parts] = path.split('/').filter((part) => part !== '');
  // Also as Vault's own tools print it, with the engine's inner folder.
  const inner = parts[0] === 'data' ? parts.slice(1) : parts;
  if (key === null || inner.length === 0) throw refuse('it must say mount, path and field: $(VAULT:mount/path#field)');
  const url = `${settings.address}/v1/${[mount, 'data', ...inner].map(encodeURIComponent).join('/')}`;
  const headers = {
    'x-vault-token': tokenOf(settings),
    'x-vault-request': 'true',
    ...(settings.namespace === null ? {} : { 'x-vault-namespace': settings.namespace }),
  };
  const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch(
    () => {
      throw refuse('HashiCorp Vault can’t be reached', true);
    },
  );
  // Its body may hold a secret: nothing of it is told.
  const body: unknown = await response.json().catch(() => null);
  if (response.status === 403) throw refuse('HashiCorp Vault does not let VAULT_TOKEN read it, or that has ended');
  if (response.status === 404) throw refuse('HashiCorp Vault has no such secret');
  if (!response.ok) throw refuse(`HashiCorp Vault answered ${response.status}`, true);
  const answer = Answer.safeParse(body);
  if (!answer.success) throw refuse('HashiCorp Vault did not answer as an engine of version 2 does');
  const value = answer.data.data.data?.[key];
  if (typeof value !== 'string' || value === '') throw refuse('the secret has no such field');
  return value;
}

function tokenOf({ token }: VaultSettings): string {
  const reference = readReference(token);
  if (reference === null) return token;
  if (reference.kind !== 'FILE') throw new SecretUnreadable('VAULT', 'VAULT_TOKEN can only stand in a file');
  return readLocal({ ...reference, kind: 'FILE' }, {});
}

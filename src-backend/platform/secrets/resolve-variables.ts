import { z } from 'zod';
import { isLoopback } from '../http/loopback.ts';
import { StartError } from '../start-error.ts';
import { isMeantAsReference, readReference, SecretUnreadable } from './secret-reference.ts';
import { readSecret, type SecretStores } from './secret-stores.ts';

type Variables = Readonly<Record<string, string>>;

const httpsOrLoopback = z
  .url({ protocol: /^https?$/ })
  .transform((url) => url.replace(/\/+$/, ''))
  .refine(
    (url) => new URL(url).protocol === 'https:' || isLoopback(new URL(url).hostname),
    'must be https (http only for loopback)',
  );

/** By the names that the stores' own tools know. */
export const storeVariables = {
  VAULT_ADDR: httpsOrLoopback.optional().describe('HashiCorp Vault, for references $(VAULT:mount/path#field)'),
  VAULT_TOKEN: z.string().optional().describe('its token; $(FILE:/path) is read anew each time'),
  VAULT_NAMESPACE: z.string().optional().describe('its namespace'),
  AWS_REGION: z.string().optional().describe('of AWS Secrets Manager, for references $(AWS_SECRET:name)'),
  AWS_ACCESS_KEY_ID: z.string().optional().describe('with the next: who asks AWS; default: as its tools find it'),
  AWS_SECRET_ACCESS_KEY: z.string().optional().describe('the key to it'),
  AWS_SESSION_TOKEN: z.string().optional().describe('for temporary keys'),
  AWS_ENDPOINT_URL_SECRETS_MANAGER: httpsOrLoopback.optional().describe('another address of AWS Secrets Manager'),
};
const StoreVariables = z.object(storeVariables);

/** A secret that a reference led to, or why it led nowhere. */
export type Resolved = string | { problem: string };

/**
 * Secrets in place of the references to them (ruling 27): in every variable that is one, and by reference those inside of
 * WHATSAPP_ENDPOINTS, where one that leads nowhere costs only its endpoint. Throws StartError that names the variable.
 */
export async function resolveVariables(
  set: Variables,
): Promise<{ set: Variables; stores: SecretStores; endpointKeys: ReadonlyMap<string, Resolved> }> {
  const stores = await storesOf(set);
  const resolved: Record<string, string> = {};
  for (const [name, value] of Object.entries(set)) {
    const isAsked = isMeantAsReference(value) && !(name in storeVariables);
    resolved[name] = isAsked ? await resolve(name, value, stores, set) : value;
  }
  const endpointKeys = new Map<string, Resolved>();
  for (const [text] of (set['WHATSAPP_ENDPOINTS'] ?? '').matchAll(/\$\([^)"]+\)/g)) {
    endpointKeys.set(text, await resolveKey(text, stores, set));
  }
  return { set: resolved, stores, endpointKeys };
}

async function storesOf(set: Variables): Promise<SecretStores> {
  const own: Record<string, string> = {};
  const nowhere: SecretStores = { vault: null, aws: { region: null, endpoint: null, credentials: null } };
  for (const name of Object.keys(storeVariables)) {
    const value = set[name];
    // A file with Vault's token is left to be read each time: an agent renews it there.
    const isAsked = value !== undefined && isMeantAsReference(value) && !/^\$\(FILE:/.test(value);
    if (value !== undefined) own[name] = isAsked ? await resolve(name, value, nowhere, set) : value;
  }
  const parsed = StoreVariables.safeParse(own);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new StartError('configuration', problems.join('; '));
  }
  const { VAULT_ADDR: address, VAULT_TOKEN: token, VAULT_NAMESPACE: namespace = null, ...aws } = parsed.data;
  if ((address === undefined) !== (token === undefined)) {
    throw new StartError('configuration', `${address === undefined ? 'VAULT_ADDR' : 'VAULT_TOKEN'} is missing`);
  }
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: session } = aws;
  const credentials =
    accessKeyId === undefined || secretAccessKey === undefined
      ? null
      : { accessKeyId, secretAccessKey, ...(session === undefined ? {} : { sessionToken: session }) };
  return {
    vault: address === undefined || token === undefined ? null : { address, token, namespace },
    aws: { region: aws.AWS_REGION ?? null, endpoint: aws.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? null, credentials },
  };
}

async function resolve(name: string, value: string, stores: SecretStores, set: Variables): Promise<string> {
  const found = await resolveKey(value, stores, set);
  if (typeof found === 'string') return found;
  throw new StartError('configuration', `${name}: ${found.problem}`);
}

async function resolveKey(text: string, stores: SecretStores, set: Variables): Promise<Resolved> {
  const reference = readReference(text);
  if (reference === null) return { problem: `that is no reference: it must be ${forms}` };
  try {
    return await readSecret(reference, stores, set);
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error;
    return { problem: error.message };
  }
}

export const forms =
  '$(AWS_SECRET:name), $(AWS_SECRET:name#field), $(VAULT:mount/path#field), $(FILE:/path) or $(ENV:NAME)';

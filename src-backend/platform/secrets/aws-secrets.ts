import { type SecretReference, SecretUnreadable } from './secret-reference.ts';

/** AWS, by the variables of its own tools. What is null is found the way AWS's clients find it: profile, role, region. */
export interface AwsSettings {
  region: string | null;
  /** Another address than AWS's own, for tests and for AWS's look-alikes. */
  endpoint: string | null;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } | null;
}

/** What stays as it is until somebody does something about it, and what to do. */
const final: Readonly<Record<string, string>> = {
  ResourceNotFoundException: 'AWS Secrets Manager has no such secret',
  AccessDeniedException: 'AWS does not let this server read it',
  DecryptionFailure: 'AWS could not decrypt it',
  InvalidParameterException: 'AWS does not take this name',
  InvalidRequestException: 'AWS keeps it no longer: it is marked for deletion',
};

/** A secret, or one field of a secret that is a JSON object. The client is loaded when the first one is asked for. */
export async function readAwsSecret(settings: AwsSettings, { path, key }: SecretReference): Promise<string> {
  const text = await ask(settings, path);
  if (key === null) return text;
  const value = fieldOf(text, key);
  if (value === null) throw new SecretUnreadable('AWS_SECRET', 'the secret is no JSON object with such a field');
  return value;
}

async function ask({ region, endpoint, credentials }: AwsSettings, id: string): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 3000, requestTimeout: 5000 },
    ...(region === null ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint }),
    ...(credentials === null ? {} : { credentials }),
  });
  try {
    const { SecretString: text } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (text !== undefined && text !== '') return text;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    const why = final[name];
    // AWS's own words may quote the name and the role.
    throw new SecretUnreadable('AWS_SECRET', why ?? `AWS Secrets Manager can’t be asked (${name})`, why === undefined);
  } finally {
    client.destroy();
  }
  throw new SecretUnreadable('AWS_SECRET', 'the secret is no text');
}

function fieldOf(text: string, key: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const value = typeof parsed === 'object' && parsed !== null ? new Map(Object.entries(parsed)).get(key) : undefined;
    return typeof value === 'string' && value !== '' ? value : null;
  } catch {
    return null;
  }
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SecretStores } from '../platform/secrets/secret-stores.ts';

/** HashiCorp Vault (KV version 2, mounted at `secret`) and AWS Secrets Manager on one port, as their protocols are. */
export class FakeSecretStores {
  readonly vaultToken = 'hvs.vault-token-of-tests';
  /** By path below the mount, and by AWS's name. */
  readonly vault = new Map<string, Record<string, string>>();
  readonly aws = new Map<string, string>();
  readonly asked: string[] = [];
  /** What all requests are answered with instead: an outage. */
  status: number | null = null;
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeSecretStores> {
    const stores = new FakeSecretStores();
    await new Promise<void>((resolve) => stores.#server.listen(0, '127.0.0.1', resolve));
    return stores;
  }

  get url(): string {
    // A listening server has an address.
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get settings(): SecretStores {
    const credentials = { accessKeyId: 'AKIATESTS', secretAccessKey: 'aws-key-of-tests' };
    return {
      vault: { address: this.url, token: this.vaultToken, namespace: null },
      aws: { region: 'eu-central-1', endpoint: this.url, credentials },
    };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = request.headers['x-amz-target'];
    const [status, body] =
      target === undefined ? this.#ofVault(request) : this.#ofAws(String(target), Buffer.concat(chunks).toString());
    const type = target === undefined ? 'application/json' : 'application/x-amz-json-1.1';
    response.writeHead(this.status ?? status, { 'content-type': type });
    response.end(JSON.stringify(this.status === null ? body : {}));
  }

  #ofVault({ url = '', headers }: IncomingMessage): [number, object] {
    const path = decodeURIComponent(url);
    this.asked.push(`vault ${path} ${String(headers['x-vault-namespace'] ?? '')}`.trim());
    if (headers['x-vault-token'] !== this.vaultToken) return [403, { errors: ['permission denied'] }];
    const secret = this.vault.get(path.replace('/v1/secret/data/', ''));
    // What was deleted is answered with 404, too, and its metadata.
    return secret === undefined ? [404, { errors: [] }] : [200, { data: { data: secret, metadata: { version: 1 } } }];
  }

  #ofAws(target: string, body: string): [number, object] {
    const { SecretId = '' } = JSON.parse(body) as { SecretId?: string };
    this.asked.push(`aws ${target} ${SecretId}`);
    if (SecretId.startsWith('forbidden')) return [400, { __type: 'AccessDeniedException', Message: `${SecretId}: no` }];
    const SecretString = this.aws.get(SecretId);
    if (SecretString === undefined) {
      return [400, { __type: 'ResourceNotFoundException', message: 'Secrets Manager can’t find the secret.' }];
    }
    return [200, { ARN: `arn:aws:secretsmanager:eu-central-1:1:secret:${SecretId}`, Name: SecretId, SecretString }];
  }
}

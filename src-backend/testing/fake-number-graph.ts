import { type Server, createServer } from 'node:http';

export interface GraphRequest {
  method: string;
  path: string;
  authorization: string | undefined;
  body: unknown;
}

/** A Graph API of one number, for checking credentials; what it answers can be changed while it runs. */
export class FakeNumberGraph {
  readonly requests: GraphRequest[] = [];
  readonly token = 'EAAtokenoftests';
  readonly phoneNumberId = '648157088592639';
  readonly wabaId = '749314227669284';
  scopes = ['whatsapp_business_management', 'whatsapp_business_messaging'];
  subscribes = true;
  /** A token that is refused when something is sent with it. */
  deadToken: string | null = null;
  /** The number is also used in the WhatsApp Business app. */
  onPhone = false;
  /** What Meta says of the token. */
  isValid = true;
  type = 'SYSTEM_USER';
  /** Epoch ms; 0 is never. */
  expiresAt = 0;
  /** What the token is exchanged for, if it may be. */
  longerToken: string | null = null;
  readonly #server: Server;
  #url = '';

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const body: unknown = text === '' ? null : JSON.parse(text);
        this.requests.push({ method, path: url, authorization: headers.authorization, body });
        const [status, answer] = this.#answer(new URL(url, 'http://graph'), headers.authorization);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
      });
    });
  }

  static async start(): Promise<FakeNumberGraph> {
    const graph = new FakeNumberGraph();
    await new Promise<void>((resolve) => graph.#server.listen(0, '127.0.0.1', resolve));
    const address = graph.#server.address();
    graph.#url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    return graph;
  }

  get url(): string {
    return this.#url;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(url: URL, authorization: string | undefined): [number, object] {
    const path = url.pathname.replace(/^\/v\d+\.\d+/, '');
    if (path === '/oauth/access_token' && this.longerToken !== null) {
      return [200, { access_token: this.longerToken, token_type: 'bearer' }];
    }
    // Whatever other token: tests look at who was written to.
    if (path.endsWith('/messages')) {
      if (authorization === `Bearer ${this.deadToken}`) return [401, graphError(190, 'Invalid OAuth access token')];
      return [200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.${this.requests.length}` }] }];
    }
    const known = [this.token, ...(this.longerToken === null ? [] : [this.longerToken])];
    if (!known.some((token) => authorization === `Bearer ${token}`)) {
      return [401, graphError(190, 'Invalid OAuth access token')];
    }
    if (path === `/${this.phoneNumberId}`) {
      const display_phone_number = '+55 11 91234-5678';
      const facts = { quality_rating: 'GREEN', is_on_biz_app: this.onPhone, platform_type: 'CLOUD_API' };
      return [200, { id: this.phoneNumberId, display_phone_number, ...facts }];
    }
    if (path === '/debug_token') {
      const granular_scopes = this.scopes.map((scope) => ({ scope, target_ids: [this.wabaId] }));
      const isLonger = url.searchParams.get('input_token') === this.longerToken;
      const expires_at = isLonger ? 0 : Math.floor(this.expiresAt / 1000);
      const facts = { is_valid: this.isValid, type: this.type, expires_at, scopes: this.scopes, granular_scopes };
      return [200, { data: facts }];
    }
    if (path === `/${this.wabaId}/subscribed_apps`) {
      return this.subscribes ? [200, { success: true }] : [400, graphError(2200, 'Callback verification failed')];
    }
    return [400, graphError(100, 'Unsupported get request')];
  }
}

function graphError(code: number, message: string): object {
  return { error: { message, type: 'OAuthException', code, fbtrace_id: 'A1' } };
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MetaTemplate } from '../templates/from-meta.ts';

/** Meta's list of templates; what stands in it can be changed while it runs. It takes every message, or refuses all. */
export class FakeTemplateGraph {
  templates: MetaTemplate[] = [];
  /** Code with which sends are refused; null: they are taken. */
  refusal: number | null = null;
  /** Nobody is there. */
  isDown = false;
  /** Answers that are ready wait for it. */
  held = Promise.resolve();
  readonly lists: URLSearchParams[] = [];
  sends = 0;
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async start(): Promise<FakeTemplateGraph> {
    const server = createServer((request, response) => {
      request.resume();
      request.on('end', async () => {
        if (graph.isDown) return request.socket.destroy();
        const [status, body] = graph.#answer(request.method ?? '', new URL(request.url ?? '', 'http://graph'));
        await graph.held;
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const graph = new FakeTemplateGraph(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return graph;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(method: string, { pathname, searchParams }: URL): [number, object] {
    if (method === 'GET' && pathname.endsWith('/message_templates')) {
      this.lists.push(searchParams);
      const name = searchParams.get('name');
      // As Meta's filter does, it also finds names that only contain it.
      return [200, { data: this.templates.filter((each) => name === null || each.name.includes(name)) }];
    }
    if (method === 'GET') return [200, { data: { is_valid: true, expires_at: 0 } }];
    this.sends++;
    if (this.refusal === null) return [200, { messages: [{ id: `wamid.out-${this.sends}` }] }];
    return [400, { error: { code: this.refusal, message: `(#${this.refusal}) No`, type: 'x' } }];
  }
}

export function aMetaTemplate(change: Partial<MetaTemplate> = {}): MetaTemplate {
  return {
    id: '1259544702043867',
    name: 'order_update',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'It is on its way.' }],
    quality_score: { score: 'GREEN' },
    rejected_reason: 'NONE',
    ...change,
  };
}

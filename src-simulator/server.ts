import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { prepareJson, registerControl, registerUnknown } from './control/control.ts';
import { registerGateway } from './gateway/routes.ts';
import { answerUnknownPath, registerGraph } from './graph/graph.ts';
import { withoutVersion } from './graph/version.ts';
import { registerPage } from './phone/page-files.ts';
import { registerPhone } from './phone/phone-routes.ts';
import type { Simulator } from './simulator.ts';

export interface SimulatorServer {
  url: string;
  /** The one that is served now. */
  simulator(): Simulator;
  close(): Promise<void>;
}

interface Served {
  simulator: Simulator;
  app: FastifyInstance;
}

/**
 * Serves Graph, the control API and the phone page (built into `pageFolder`) on one port. Takes the simulators that it
 * begins over: closing closes them. The control API may have another one begin in the place of the first.
 */
export async function serve(begin: () => Simulator, pageFolder: string): Promise<SimulatorServer> {
  let served: Served;
  const server = createServer((request, response) => served.app.routing(request, response));
  // As Fastify sets its own servers: a client that keeps a connection is not cut off between two calls.
  server.keepAliveTimeout = 72_000;
  server.requestTimeout = 0;
  let url = '';
  const open = async (): Promise<Served> => {
    const simulator = begin();
    const app = await routesOf(simulator, pageFolder, restart);
    if (url !== '') simulator.media.serveAt(url);
    return { simulator, app };
  };
  const restart = async (): Promise<void> => {
    const before = served;
    before.simulator.close();
    served = await open();
    // Answers the call that asked for it, and then nothing more.
    void before.app.close();
  };
  served = await open();

  const { host, port } = served.simulator.options;
  server.listen({ host, port });
  await once(server, 'listening');
  // Listening on a port, so the address is not a pipe's name.
  const address = server.address() as AddressInfo;
  url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  served.simulator.media.serveAt(url);
  return {
    url,
    simulator: () => served.simulator,
    async close() {
      served.simulator.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await Promise.all([closed, served.app.close()]);
    },
  };
}

async function routesOf(
  simulator: Simulator,
  pageFolder: string,
  restart: () => Promise<void>,
): Promise<FastifyInstance> {
  const { host, allowOldVersions } = simulator.options;
  const app: FastifyInstance = fastify({
    rewriteUrl: (request) => withoutVersion(request.url ?? '/'),
    // Meta answers any path; nothing is redirected or guessed.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 512 },
    frameworkErrors: (_error, request, reply) => void answerUnknownPath(simulator, request, reply),
  });
  app.setNotFoundHandler((request, reply) => answerUnknownPath(simulator, request, reply));
  app.addHook('onRequest', async (request, reply) => {
    if (isOwnHost(request.host, host)) return;
    // A page somewhere on the web must not reach the control API by a name that points at this machine.
    return reply
      .code(403)
      .send({ success: false, code: 'forbidden', message: `Host ${request.host} is not served here` });
  });
  await app.register(async (scope) => registerControl(scope, simulator, restart), { prefix: '/_control' });
  await app.register(
    async (scope) => {
      prepareJson(scope);
      registerPhone(scope, simulator);
      registerUnknown(scope);
    },
    { prefix: '/_phone' },
  );
  await registerGateway(app, simulator);
  await app.register(async (scope) => registerPage(scope, pageFolder));
  await app.register(async (scope) => registerGraph(scope, { ...simulator, allowOldVersions }));
  await app.ready();
  return app;
}

function isOwnHost(header: string, host: string): boolean {
  if (host !== '127.0.0.1' && host !== 'localhost' && host !== '::1') return true;
  const name = header.replace(/:\d+$/, '');
  return name === '127.0.0.1' || name === 'localhost' || name === '[::1]';
}

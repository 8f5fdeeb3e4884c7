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
  close(): Promise<void>;
}

/**
 * Serves Graph, the control API and the phone page (built into `pageFolder`) on one port. Takes the simulator over:
 * closing closes both.
 */
export async function serve(simulator: Simulator, pageFolder: string): Promise<SimulatorServer> {
  const { host, port, allowOldVersions } = simulator.options;
  const app: FastifyInstance = fastify({
    rewriteUrl: (request) => withoutVersion(request.url ?? '/'),
    forceCloseConnections: true,
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
  await app.register(async (scope) => registerControl(scope, simulator), { prefix: '/_control' });
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

  await app.listen({ host, port });
  // Listening on a port, so the address is not a pipe's name.
  const address = app.server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  simulator.media.serveAt(url);
  return {
    url,
    async close() {
      simulator.close();
      await app.close();
    },
  };
}

function isOwnHost(header: string, host: string): boolean {
  if (host !== '127.0.0.1' && host !== 'localhost' && host !== '::1') return true;
  const name = header.replace(/:\d+$/, '');
  return name === '127.0.0.1' || name === 'localhost' || name === '[::1]';
}

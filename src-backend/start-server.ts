import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { migrate } from './platform/database/migrate.ts';
import { openDatabase } from './platform/database/open-database.ts';
import { AccessPolicy } from './platform/http/access-policy.ts';
import { toErrorAnswer } from './platform/http/error-body.ts';
import { harden } from './platform/http/harden.ts';
import { SocketAdapter } from './platform/http/socket.adapter.ts';
import { Log } from './platform/log/log.ts';
import { StartError } from './platform/start-error.ts';

export interface RunningServer {
  port: number;
  app: NestFastifyApplication;
  /** Finishes what is under way, then lets go of the database. */
  close: () => Promise<void>;
}

/** Opens the database, brings it up to date and listens. Throws StartError with what a person can do about it. */
export async function startServer(config: Config, write: (line: string) => void): Promise<RunningServer> {
  const log = new Log({ write, debug: config.debug });
  const database = await openDatabase({ url: config.databaseUrl, key: config.databaseKey });
  try {
    await migrate(database);
    const app = await createApp(AppModule.with({ config, db: database.db, log }), log);
    const port = await listen(app, config);
    const close = async () => {
      await app.close();
      await database.close();
    };
    return { port, app, close };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The application of a module, with everything requests go through, not yet listening. */
export async function createApp(module: ReturnType<typeof AppModule.with>, log: Log): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    // S-53: a body that trickles in for longer is cut off.
    requestTimeout: 10_000,
    skipMiddie: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { status, body } = toErrorAnswer(error, request.id);
      void reply.code(status).send(body);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: log,
  });
  await harden(app);
  app.useWebSocketAdapter(new SocketAdapter(app, app.get(AccessPolicy)));
  await app.init();
  return app;
}

async function listen(app: NestFastifyApplication, config: Config): Promise<number> {
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartError('port_in_use', `Port ${config.port} is taken: set PORT to another one, or 0 for any`, error);
    }
    throw error;
  }
  const address = app.getHttpServer().address();
  return typeof address === 'object' && address !== null ? address.port : config.port;
}

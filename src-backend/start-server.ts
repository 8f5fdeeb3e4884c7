import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import type { Config } from './config.ts';
import { EndpointRegistry } from './endpoints/endpoint-registry.ts';
import { migrate } from './platform/database/migrate.ts';
import { openDatabase } from './platform/database/open-database.ts';
import { harden } from './platform/http/harden.ts';
import { createHttpAdapter } from './platform/http/http-adapter.ts';
import { Log } from './platform/log/log.ts';
import { StartError } from './platform/start-error.ts';

export interface RunningServer {
  port: number;
  /** Reads the endpoints of the environment again. */
  reload: () => Promise<void>;
  /** Finishes what is under way, then lets go of the database. */
  close: () => Promise<void>;
}

/**
 * Opens the database, brings it up to date and listens. `write` takes the log. Throws StartError with what a person
 * can do about it.
 */
export async function startServer(config: Config, write: (line: string) => void): Promise<RunningServer> {
  const log = new Log({ write, debug: config.debug });
  const database = await openDatabase({ url: config.databaseUrl, key: config.databaseKey });
  try {
    await migrate(database);
    for (const warning of config.warnings) log.warn(warning);
    if (Number.parseInt(config.graphVersion.slice(1), 10) < 21) {
      log.warn(`WHATSAPP_API_VERSION ${config.graphVersion} is no longer answered by Meta: use v21.0 or later`);
    }
    const module = AppModule.with({ config, db: database.db, log });
    const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(), {
      bodyParser: false,
      abortOnError: false,
      logger: log,
    });
    await harden(app);
    const port = await listen(app, config);
    return {
      port,
      reload: () => app.get(EndpointRegistry, { strict: false }).reload(),
      close: async () => {
        await app.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
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

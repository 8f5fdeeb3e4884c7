import { Controller, Get, Header, Inject } from '@nestjs/common';
import { sql } from 'kysely';
import type { RestResponse } from '#shared/wire/rest.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { Public } from '../auth/allow.ts';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import { Route } from '../platform/http/contract.ts';

const page = (docs: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Parley</title>
<h1>Parley</h1>
<p>This is a Parley backend. People use it with the Parley desktop: choose <em>Connect to a server</em> there and enter this address.</p>
<p>${docs}<a href="/health">How it is doing</a></p>
</html>
`;

@Controller()
export class HealthController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Route('health')
  @Public('load balancers and the desktop ask before anyone has signed in')
  async health(): Promise<RestResponse<'health'>> {
    const { version } = packageJson;
    try {
      const { rows } = await sql<{
        used: number;
      }>`select count(*) as used from (select 1 from tenant limit 1) as t`.execute(this.db);
      return { status: 'ok', version, checks: { database: 'ok' }, needsSetUp: rows[0]?.used === 0 };
    } catch {
      return { status: 'degraded', version, checks: { database: 'down' }, needsSetUp: false };
    }
  }

  @Get('/')
  @Public('whoever types the address into a browser learns what it is')
  @Header('content-type', 'text/html; charset=utf-8')
  home(): string {
    return page(this.config.apiDocs ? '<a href="/docs">Its API</a> · ' : '');
  }
}

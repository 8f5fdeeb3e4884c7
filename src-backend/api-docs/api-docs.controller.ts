import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { AppError } from '#shared/error.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { Public } from '../auth/allow.ts';
import { CONFIG, type Config } from '../config.ts';
import { buildOpenApi } from './openapi.ts';
import type { OpenApi } from './openapi-document.ts';
import { pagePolicy, renderPage } from './page.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { servedRoutes } from './served-routes.ts';

const whyPublic = 'holds no secrets and nothing of any company; API_DOCS=off takes it away';

/** The API's own description: for programs at /openapi.json, for people at /docs. */
@Controller()
export class ApiDocsController {
  private document: OpenApi | null = null;
  private page: string | null = null;

  constructor(
    private readonly modules: ModulesContainer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('/openapi.json')
  @Public(whyPublic)
  openApi(): OpenApi {
    this.assertServed();
    // Made once: what is served does not change while the server runs.
    this.document ??= buildOpenApi(servedRoutes(this.modules), {
      version: packageJson.version,
      // Without a public address: wherever the document was read.
      url: this.config.publicUrl ?? '/',
    });
    return this.document;
  }

  @Get('/api/openapi.json')
  @Public(whyPublic)
  openApiBelowApi(): OpenApi {
    return this.openApi();
  }

  @Get('/docs')
  @Public(whyPublic)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  docs(): string {
    this.assertServed();
    this.page ??= renderPage(this.openApi());
    return this.page;
  }

  @Get('/docs/docs.css')
  @Public(whyPublic)
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    this.assertServed();
    return pageStyle;
  }

  @Get('/docs/docs.js')
  @Public(whyPublic)
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    this.assertServed();
    return pageScript;
  }

  private assertServed(): void {
    if (!this.config.apiDocs) throw new AppError('not_found', 'There is nothing at this address');
  }
}

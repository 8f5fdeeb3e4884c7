import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import type { IntegratorTemplate } from '#shared/wire/integration-templates-routes.ts';
import { paginationOf } from '#shared/wire/paging.ts';
import type { RestBody, RestResponse } from '#shared/wire/rest.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import { type GraphAnswer, GraphApi } from '../accounts/graph-api.ts';
import type { IntegrationPrincipal } from '../auth/principal.ts';

type Order = { -readonly [K in keyof RestBody<'integrationTemplateCreate'>]: RestBody<'integrationTemplateCreate'>[K] };

// 6,000 templates are the most a WABA may have.
const perCall = 250;
const maxCalls = 24;

const List = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      language: z.string(),
      category: z.string(),
      status: z.string(),
      components: z.array(z.record(z.string(), z.unknown())).default([]),
    }),
  ),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});
const Created = z.object({ id: z.string(), status: z.string(), category: z.string() });

/** Templates for programs: what Meta has is asked of Meta, so that a status is never an old one (I-5). */
@Injectable()
export class IntegrationTemplates {
  constructor(
    private readonly accounts: AccountsService,
    private readonly secrets: AccountSecrets,
    private readonly graph: GraphApi,
  ) {}

  /** Throws `account_cannot_send`, `upstream`. */
  async list(
    integration: IntegrationPrincipal,
    query: { limit: number; offset: number; name?: string | undefined; status?: string | undefined },
  ): Promise<RestResponse<'integrationTemplates'>['data']> {
    const { name, status } = query;
    const all: IntegratorTemplate[] = [];
    let after: string | undefined;
    for (let call = 0; call < maxCalls; call++) {
      const search = new URLSearchParams({
        fields: 'id,name,language,category,status,components',
        limit: String(perCall),
        ...(status === undefined ? {} : { status }),
        ...(after === undefined ? {} : { after }),
      });
      const page = understood(List, await this.call(integration, 'GET', `message_templates?${search}`));
      all.push(...page.data);
      after = page.paging?.next === undefined ? undefined : page.paging.cursors?.after;
      if (after === undefined) break;
    }
    // Meta's filter by name also finds names that only contain it.
    const found = all.filter((template) => name === undefined || template.name === name);
    const templates = found.slice(query.offset, query.offset + query.limit);
    return { templates, pagination: paginationOf(query, found.length) };
  }

  /** Throws `invalid_input` with Meta's words when it refuses the template, `account_cannot_send`, `upstream`. */
  async create(
    integration: IntegrationPrincipal,
    { parameterFormat, language = 'en_US', ...rest }: Order,
  ): Promise<RestResponse<'integrationTemplateCreate'>['data']> {
    const format = parameterFormat === undefined ? {} : { parameter_format: parameterFormat };
    const answer = await this.call(integration, 'POST', 'message_templates', { ...rest, language, ...format });
    return { ...understood(Created, answer), name: rest.name, language };
  }

  private async call(
    { tenantId, accountId }: IntegrationPrincipal,
    method: 'GET' | 'POST',
    path: string,
    body?: object,
  ): Promise<unknown> {
    const account = await this.accounts.find(tenantId, accountId);
    if (account?.provider !== 'meta_cloud') {
      throw new AppError('invalid_input', 'Templates are only for numbers of WhatsApp’s Cloud API');
    }
    const token = await this.secrets.accessToken(tenantId, accountId);
    let answer: GraphAnswer;
    try {
      answer = await this.graph.call(method, `${account.wabaId}/${path}`, token, body);
    } catch (error) {
      throw new AppError('upstream', 'WhatsApp can’t be reached at the moment; try again later', { cause: error });
    }
    if (answer.ok) return answer.body;
    const { code, status, message } = answer;
    if (code === 190) throw new AppError('account_cannot_send', 'WhatsApp refuses the access token of this number');
    if (code === 100 || (status === 400 && code !== null)) {
      throw new AppError('invalid_input', `WhatsApp refused it: ${message}`, { details: { code } });
    }
    throw new AppError('upstream', `WhatsApp answered: ${message}`, { details: { code } });
  }
}

function understood<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('upstream', 'WhatsApp gave an answer that Parley does not understand', { cause: parsed.error });
}

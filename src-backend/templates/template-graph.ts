import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.ts';
import { type GraphAnswer, GraphApi } from '../accounts/graph-api.ts';
import { MetaTemplate, templateFields } from './from-meta.ts';
import { refusalOf } from './template-refusal.ts';

// 6,000 templates are the most a WABA may have.
const perPage = 250;
const mostPages = 40;

const Page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() })
    .optional()
    .catch(undefined),
});
const Created = z.object({
  id: z.coerce.string(),
  status: z.string().default('PENDING'),
  category: z.string().optional(),
});
const Session = z.object({ id: z.string().regex(/^upload:[\x21-\x7e]{1,2000}$/) });
const Handle = z.object({ h: z.string().min(1).max(10_000) });

/** A business account of a company. */
export interface Waba {
  tenantId: string;
  wabaId: string;
}

/** The calls about templates to Meta. All throw `account_cannot_send`, `rate_limited`, `upstream`; those that write also `invalid_input`. */
@Injectable()
export class TemplateGraph {
  constructor(
    private readonly accounts: AccountsService,
    private readonly secrets: AccountSecrets,
    private readonly graph: GraphApi,
  ) {}

  /** Page by page, all of them or those of one name. What can't be read is left out. */
  async *pages(waba: Waba, name?: string): AsyncGenerator<MetaTemplate[]> {
    const token = await this.token(waba);
    let after: string | undefined;
    for (let page = 0; page < mostPages; page++) {
      const search = new URLSearchParams({
        fields: templateFields,
        limit: String(perPage),
        ...(name === undefined ? {} : { name }),
        ...(after === undefined ? {} : { after }),
      });
      const path = `${waba.wabaId}/message_templates?${search}`;
      const { data, paging } = understood(Page, await this.call(this.graph.call('GET', path, token)));
      const read = data.map((item) => MetaTemplate.safeParse(item).data).filter((item) => item !== undefined);
      // Meta's filter by name also finds names that only contain it.
      yield name === undefined ? read : read.filter((template) => template.name === name);
      after = paging?.next === undefined ? undefined : paging.cursors?.after;
      if (after === undefined) return;
    }
    throw new AppError('upstream', 'WhatsApp lists more templates than an account can have');
  }

  async create(waba: Waba, template: object): Promise<z.infer<typeof Created>> {
    const token = await this.token(waba);
    const answer = await this.call(this.graph.call('POST', `${waba.wabaId}/message_templates`, token, template));
    return understood(Created, answer);
  }

  async edit(waba: Waba, metaId: string, change: object): Promise<void> {
    const token = await this.token(waba);
    await this.call(this.graph.call('POST', metaId, token, change));
  }

  /** `metaId`: only that language of the name. */
  async remove(waba: Waba, name: string, metaId: string): Promise<void> {
    const token = await this.token(waba);
    const search = new URLSearchParams({ name, hsm_id: metaId });
    await this.call(this.graph.call('DELETE', `${waba.wabaId}/message_templates?${search}`, token));
  }

  /** Hands a sample file in for review; answers what a header names it by. */
  async uploadSample(
    waba: Waba,
    file: { appId: string; name: string; mimeType: string; bytes: Uint8Array<ArrayBuffer> },
  ): Promise<string> {
    const token = await this.token(waba);
    const search = new URLSearchParams({
      file_name: file.name,
      file_length: String(file.bytes.length),
      file_type: file.mimeType,
    });
    const opened = await this.call(this.graph.call('POST', `${file.appId}/uploads?${search}`, token));
    const { id } = understood(Session, opened);
    const answer = await this.call(this.graph.upload(id, token, file.bytes));
    return understood(Handle, answer).h;
  }

  /** Of any of the company's numbers of the business account. */
  private async token({ tenantId, wabaId }: Waba): Promise<string> {
    const rows = (await this.accounts.withToken()).filter((row) => row.tenantId === tenantId && row.wabaId === wabaId);
    // Those that WhatsApp does not refuse first.
    const usable = rows.toSorted((a, b) => rank(a) - rank(b));
    let cause: unknown;
    for (const { id } of usable) {
      try {
        return await this.secrets.accessToken(tenantId, id);
      } catch (error) {
        cause = error;
      }
    }
    throw new AppError('account_cannot_send', 'No number of this business account has a usable access token', {
      cause,
    });
  }

  private async call(asked: Promise<GraphAnswer>): Promise<unknown> {
    let answer: GraphAnswer;
    try {
      answer = await asked;
    } catch (error) {
      throw new AppError('upstream', 'WhatsApp can’t be reached at the moment; try again later', { cause: error });
    }
    if (answer.ok) return answer.body;
    throw refusalOf(answer);
  }
}

const rank = ({ cannotSend }: AccountRow): number => (cannotSend === null ? 0 : 1);

function understood<S extends z.ZodType>(schema: S, answer: unknown): z.output<S> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError('upstream', 'WhatsApp gave an answer that Parley does not understand', { cause: parsed.error });
}

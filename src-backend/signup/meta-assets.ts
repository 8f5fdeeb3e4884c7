import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AppError } from '#shared/error.ts';
import { GraphApi, type GraphAnswer, type GraphRefusal } from '../accounts/graph-api.ts';
import { TokenInspection } from '../accounts/token-inspection.ts';
import { CONFIG, type Config } from '../config.ts';

const Exchanged = z.object({ access_token: z.string().min(10).max(2000) });
const Numbers = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      display_phone_number: z.string(),
      status: z.string().optional(),
      is_on_biz_app: z.boolean().optional(),
      platform_type: z.string().optional(),
    }),
  ),
});

export interface FoundNumber {
  id: string;
  /** It can send already: registered before, or living in the WhatsApp Business app. */
  isRegistered: boolean;
}

const expiredCode = 36007;
const otherRedirect = 36008;
const usedCode = 36009;

/** What a sign-up at Meta has given us: the token, the business account, the number. Throws AppError that says what to do. */
@Injectable()
export class MetaAssets {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly graph: GraphApi,
    private readonly tokens: TokenInspection,
  ) {}

  /**
   * A code lives for 30 seconds and works once, under the redirect URI of its dialog (null: a popup without one). Where
   * that is not known, several are tried: another one does not use the code up.
   */
  async exchange(code: string, redirectUris: readonly [string | null, ...(string | null)[]]): Promise<string> {
    const [redirectUri, next, ...others] = redirectUris;
    const { appId, appSecret } = this.config;
    if (appId === null || appSecret === null) {
      throw new AppError('unavailable', 'Sign-up needs a Meta app: set WHATSAPP_APP_ID and WHATSAPP_APP_SECRET');
    }
    const query = new URLSearchParams({
      client_id: appId,
      client_secret: appSecret,
      code,
      ...(redirectUri === null ? {} : { redirect_uri: redirectUri }),
    });
    const answer = await this.ask(() => this.graph.call('GET', `oauth/access_token?${query}`, null));
    if (!answer.ok) {
      if (answer.subcode === otherRedirect && next !== undefined) return await this.exchange(code, [next, ...others]);
      throw codeProblem(answer);
    }
    const exchanged = Exchanged.safeParse(answer.body);
    if (!exchanged.success) throw new AppError('upstream', 'Meta gave no access token for this code: start again');
    return exchanged.data.access_token;
  }

  /** The business accounts a token is for. Throws `invalid_input` that names the permission that is missing. */
  async accountsOf(token: string): Promise<readonly string[]> {
    const inspection = await this.ask(() => this.tokens.inspect(token));
    if (!inspection.ok) throw refused(inspection.refusal);
    const { missingScopes, wabaIds } = inspection.facts;
    if (missingScopes.length > 0) {
      throw new AppError(
        'invalid_input',
        `The permission ${missingScopes.join(' and ')} was not given: start again and leave it ticked`,
        { details: { field: 'code', missingPermissions: [...missingScopes] } },
      );
    }
    if (wabaIds === null || wabaIds.length === 0) {
      throw new AppError('invalid_input', 'No WhatsApp Business Account was shared: start again and choose one', {
        details: { field: 'code' },
      });
    }
    return wabaIds;
  }

  async numbersOf(wabaId: string, token: string): Promise<readonly FoundNumber[]> {
    const fields = 'fields=id,display_phone_number,status,platform_type,is_on_biz_app&limit=100';
    const answer = await this.ask(() => this.graph.call('GET', `${wabaId}/phone_numbers?${fields}`, token));
    if (!answer.ok) throw refused(answer);
    const numbers = Numbers.safeParse(answer.body);
    if (!numbers.success) throw new AppError('upstream', 'Meta’s list of phone numbers can’t be read: try again');
    return numbers.data.data.map(({ id, is_on_biz_app, platform_type }) => ({
      id,
      isRegistered: is_on_biz_app === true || platform_type === 'CLOUD_API',
    }));
  }

  /** Sets the number's PIN, or proves that we know it. */
  async register(phoneNumberId: string, pin: string, token: string): Promise<void> {
    const body = { messaging_product: 'whatsapp', pin };
    const answer = await this.ask(() => this.graph.call('POST', `${phoneNumberId}/register`, token, body));
    if (answer.ok) return;
    const wrongPin = 133005;
    if (answer.code === wrongPin) {
      throw new AppError('invalid_input', 'The number has a two-step verification PIN already: send it as pin', {
        details: { field: 'pin', code: answer.code },
      });
    }
    throw refused(answer);
  }

  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('upstream', 'Meta could not be reached: start the sign-up again', { cause: error });
    }
  }
}

function codeProblem(answer: Extract<GraphAnswer, { ok: false }>): AppError {
  const say = (message: string) => new AppError('invalid_input', message, { details: { field: 'code' } });
  switch (answer.subcode) {
    case expiredCode:
      return say('The code has expired: Meta’s codes live for 30 seconds. Start the sign-up again');
    case usedCode:
      return say('The code was used already. Start the sign-up again');
    case otherRedirect:
      return say('The code belongs to another redirect URI: send the one the dialog was opened with as redirectUri');
    default:
      return answer.code === 100 ? say(`Meta does not know this code: ${answer.message}`) : refused(answer);
  }
}

function refused({ code, message }: GraphRefusal): AppError {
  return new AppError('upstream', `Meta refused: ${message}`, { details: { code } });
}

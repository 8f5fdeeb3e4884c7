import { randomInt } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { AppError } from '#shared/error.ts';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import { type AccountRow, AccountsService } from '../accounts/accounts.service.ts';
import { ConnectAccount } from '../accounts/connect-account.ts';
import { assertCredentialSource } from '../accounts/credential-policy.ts';
import { GraphCheck } from '../accounts/graph-check.ts';
import { WebhookAddress } from '../accounts/webhook-address.ts';
import { AuditLog } from '../audit/audit-log.ts';
import type { Caller, IntegrationPrincipal, Principal } from '../auth/principal.ts';
import { CONFIG, type Config } from '../config.ts';
import { DATABASE, type Db } from '../platform/database/database.ts';
import type { ParsedBody } from '../platform/http/contract.ts';
import { neededScopes } from '../accounts/token-inspection.ts';
import { type FoundNumber, MetaAssets } from './meta-assets.ts';
import { SignupStates, type SignupFor } from './signup-states.ts';

/** Embedded Signup: a business connects its number in Meta's own dialog (C-3). */
@Injectable()
export class SignupService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly db: Db,
    private readonly accounts: AccountsService,
    private readonly states: SignupStates,
    private readonly assets: MetaAssets,
    private readonly connectAccount: ConnectAccount,
    private readonly graph: GraphCheck,
    private readonly secrets: AccountSecrets,
    private readonly webhook: WebhookAddress,
    private readonly audit: AuditLog,
  ) {}

  /** Where to send the person's browser. `redirectUri`: where Meta sends it back to. */
  async start(principal: Principal, redirectUri: string): Promise<{ url: string; state: string; expiresAt: number }> {
    const { appId, graphUrl, graphVersion } = this.config;
    assertCredentialSource(this.config.credentials, 'stored');
    if (appId === null) throw new AppError('unavailable', 'Sign-up needs a Meta app: set WHATSAPP_APP_ID');
    const { state, expiresAt } = await this.states.issue(principal, redirectUri);
    // Meta's dialog has a host of its own; the simulator plays both.
    const host = graphUrl === 'https://graph.facebook.com' ? 'https://www.facebook.com' : graphUrl;
    const query = new URLSearchParams({
      client_id: appId,
      redirect_uri: redirectUri,
      state,
      response_type: 'code',
      scope: neededScopes.join(','),
      extras: JSON.stringify({ version: 'v4' }),
    });
    await this.note(principal.tenantId, principal.userId, 'signup.started', null);
    return { url: `${host}/${graphVersion}/dialog/oauth?${query}`, state, expiresAt };
  }

  /** `callback`: our own redirect URI, under which a dialog was opened that we know nothing of (ruling 25). */
  async finish(
    caller: Exclude<Caller, IntegrationPrincipal>,
    body: ParsedBody<'signup'>,
    callback: string,
  ): Promise<AccountRow> {
    // Before anything is done at Meta.
    assertCredentialSource(this.config.credentials, 'stored');
    const signup = await this.states.redeem(caller, body.state);
    const redirectUri = body.redirectUri ?? signup.redirectUri;
    const token = await this.assets.exchange(body.code, redirectUri === null ? [callback, null] : [redirectUri]);
    const { wabaId, number } = await this.choose(signup, body, token);
    await this.assertFree(signup, number);
    const twoStepPin = await this.register(signup, number, body.pin, token);
    const { row, verification } = await this.connectAccount.connect(signup, {
      phoneNumberId: number.id,
      businessAccountId: wabaId,
      accessToken: token,
      isActive: true,
      ...(twoStepPin === null ? {} : { twoStepPin }),
    });
    if (!verification.ok) throw new AppError('upstream', verification.message ?? 'Meta does not accept its own token');
    // Without an address of our own nobody has subscribed the app yet.
    if (this.webhook.of(row) === null) {
      await this.graph.subscribe({ phoneNumberId: number.id, wabaId, accessToken: token }, null);
    }
    await this.note(signup.tenantId, signup.userId, 'signup.finished', row.id);
    return row;
  }

  /** What was named; else what is new here; else the first. */
  private async choose(
    { tenantId }: SignupFor,
    wanted: Pick<ParsedBody<'signup'>, 'wabaId' | 'phoneNumberId'>,
    token: string,
  ): Promise<{ wabaId: string; number: FoundNumber }> {
    const shared = await this.assets.accountsOf(token);
    if (wanted.wabaId !== undefined && !shared.includes(wanted.wabaId)) {
      throw new AppError('invalid_input', 'This WhatsApp Business Account was not shared in the dialog', {
        details: { field: 'wabaId' },
      });
    }
    const known = await this.accounts.list(tenantId);
    const found: { wabaId: string; number: FoundNumber }[] = [];
    for (const wabaId of wanted.wabaId === undefined ? shared : [wanted.wabaId]) {
      for (const number of await this.assets.numbersOf(wabaId, token)) found.push({ wabaId, number });
    }
    const named = wanted.phoneNumberId;
    const choice =
      named === undefined
        ? (found.find(({ number }) => !known.some((row) => row.phoneNumberId === number.id)) ?? found[0])
        : found.find(({ number }) => number.id === named);
    if (choice !== undefined) return choice;
    throw named === undefined
      ? new AppError('invalid_input', 'The account has no phone number yet: add one in the dialog', {
          details: { field: 'code' },
        })
      : new AppError('invalid_input', 'This number is not one of the account that was shared', {
          details: { field: 'phoneNumberId' },
        });
  }

  /** Before anything is done to a number at Meta. */
  private async assertFree({ tenantId }: SignupFor, { id }: FoundNumber): Promise<void> {
    const connected = await this.accounts.findByPhoneNumberId(id);
    if (connected === undefined || connected.tenantId === tenantId) return;
    throw new AppError('conflict', 'This number is connected to another company of this server', {
      details: { field: 'phoneNumberId' },
    });
  }

  /** Resolves to the PIN when we have set or proved it; null: the number was registered before. */
  private async register(
    { tenantId }: SignupFor,
    { id, isRegistered }: FoundNumber,
    givenPin: string | undefined,
    token: string,
  ): Promise<string | null> {
    if (isRegistered) return null;
    const row = await this.accounts.byNumber(tenantId, id);
    const ours = row === undefined ? null : await this.secrets.twoStepPin(tenantId, row.id);
    const pin = givenPin ?? ours ?? String(randomInt(1_000_000)).padStart(6, '0');
    await this.assets.register(id, pin, token);
    return pin;
  }

  private async note(
    tenantId: string,
    actorId: string | null,
    action: 'signup.started' | 'signup.finished',
    target: string | null,
  ): Promise<void> {
    await this.db.transaction().execute(async (tx) => {
      await this.audit.append(tx, { tenantId, actorId, action, target });
    });
  }
}

import { createHmac, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AccountSecrets } from '../accounts/account-secrets.ts';
import type { AccountRow } from '../accounts/accounts.service.ts';
import { WebhookAddress } from '../accounts/webhook-address.ts';
import { failed, type Finding, ok, skipped } from './judge-meta.ts';

const timeoutMs = 10_000;

/** Calls our own webhook by its public address, as Meta does: is it we who answer, with the right secrets? */
@Injectable()
export class WebhookProbe {
  constructor(
    private readonly secrets: AccountSecrets,
    private readonly webhook: WebhookAddress,
  ) {}

  async probe(row: AccountRow): Promise<Finding[]> {
    const url = this.webhook.of(row);
    if (url === null) {
      return [
        failed(
          'public_url',
          'PUBLIC_URL is not set: this server can send, but nothing can come in',
          'Set PUBLIC_URL to the https address under which the internet reaches this server',
        ),
        skipped('verify_token', 'Without a public address'),
        skipped('signature', 'Without a public address'),
      ];
    }
    const handshake = await this.handshake(url, row.verifyToken);
    if (handshake === null) {
      return [
        failed('public_url', `${url} does not answer`, 'Let the address lead to this server (DNS, proxy, firewall)'),
        skipped('verify_token', 'The public address does not answer'),
        skipped('signature', 'The public address does not answer'),
      ];
    }
    const isOurs = handshake.isEchoed;
    return [
      ok('public_url', `${url} answers`),
      isOurs
        ? ok('verify_token', 'The account’s verify token opens the webhook')
        : failed(
            'verify_token',
            `The handshake with the account’s verify token was answered ${handshake.status}`,
            'The address leads to another server, or the account is switched off: switch it on, or correct PUBLIC_URL',
          ),
      isOurs ? await this.signature(url, row) : skipped('signature', 'The handshake failed'),
    ];
  }

  /** null: nobody answers there. */
  private async handshake(url: string, verifyToken: string): Promise<{ status: number; isEchoed: boolean } | null> {
    const challenge = randomBytes(8).toString('hex');
    const query = new URLSearchParams({
      'hub.mode': 'subscribe',
      'hub.verify_token': verifyToken,
      'hub.challenge': challenge,
    });
    try {
      const response = await fetch(`${url}?${query}`, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
      return { status: response.status, isEchoed: (await response.text()) === challenge };
    } catch {
      return null;
    }
  }

  /** A signed body that says nothing is taken, an unsigned one is not. */
  private async signature(url: string, row: AccountRow): Promise<Finding> {
    const secret = await this.secrets.appSecret(row.appSecret === null ? null : row.id);
    if (secret === null) {
      return failed('signature', 'No app secret is set: every webhook is refused', 'Set WHATSAPP_APP_SECRET');
    }
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
    const right = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const [signed, unsigned] = [await this.post(url, body, right), await this.post(url, body, null)];
    if (signed === 200 && unsigned !== 200)
      return ok('signature', 'A signed webhook is taken, an unsigned one refused');
    return failed(
      'signature',
      `A signed webhook was answered ${signed ?? 'not at all'}, an unsigned one ${unsigned ?? 'not at all'}`,
      'Let the proxy before this server pass bodies and the header X-Hub-Signature-256 on unchanged',
    );
  }

  private async post(url: string, body: string, signature: string | null): Promise<number | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      });
      return response.status;
    } catch {
      return null;
    }
  }
}

import { createHmac } from 'node:crypto';

/** `X-Hub-Signature-256` over exactly these bytes. */
export function signBody(appSecret: string, body: Buffer): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/**
 * JSON in the form Meta sends it: everything outside ASCII as \uXXXX and slashes escaped. A receiver that signs a
 * re-serialised body instead of the raw bytes fails on it, as it would with Meta.
 */
export function toWebhookBytes(payload: object): Buffer {
  return Buffer.from(JSON.stringify(payload).replace(/[\u007f-\uffff/]/g, escapeUnit), 'latin1');
}

function escapeUnit(unit: string): string {
  return unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

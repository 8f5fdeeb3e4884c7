import { BoundedMap } from '../../engine/bounded-map.ts';
import type { Clock } from '../../engine/clock.ts';
import { alphanumerics, createRandom } from '../../engine/random.ts';
import { GraphError } from '../graph-error.ts';
import type { Scope } from '../tokens.ts';

/** What a person agreed to in the dialog. */
export interface Grant {
  scopes: readonly Scope[];
  wabaIds: readonly string[];
  /** That of the dialog, which the exchange must repeat; null when there was none (a popup of Meta's script). */
  redirectUri: string | null;
}

export interface Codes {
  issue(grant: Grant): string;
  /** The grant, once, within 30 seconds; throws 100 with subcode 36007 (expired), 36008 (other URI), 36009 (used). */
  redeem(code: string, redirectUri: string | null): Grant;
}

const lifeMs = 30_000;
const capacity = 1000;

export function createCodes(seed: string, clock: Clock): Codes {
  const random = createRandom(`${seed}@${clock.now()}`, 'oauth-codes');
  const codes = new BoundedMap<string, { grant: Grant; expiresAt: number; isUsed: boolean }>(capacity);
  const fail = (message: string, subcode?: number): never => {
    throw new GraphError(100, message, subcode === undefined ? {} : { subcode });
  };
  return {
    issue(grant) {
      const code = `AQ${random.text(118, alphanumerics)}`;
      codes.set(code, { grant, expiresAt: clock.now() + lifeMs, isUsed: false });
      return code;
    },
    redeem(code, redirectUri) {
      const known = codes.get(code) ?? fail('Invalid verification code format.');
      if (known.isUsed) fail('This authorization code has been used.', 36009);
      if (known.expiresAt <= clock.now()) fail('This authorization code has expired.', 36007);
      if (known.grant.redirectUri !== redirectUri) {
        fail(
          'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
          36008,
        );
      }
      known.isUsed = true;
      return known.grant;
    },
  };
}

import { type Parameters, toRecord } from '../parameters.ts';
import { allScopes, type Scope } from '../tokens.ts';
import { wordOf } from '../word-of.ts';

/** What an app asks for when it opens the dialog, as the query of `/dialog/oauth` says it. */
export interface DialogRequest {
  redirectUri: string | null;
  state: string | null;
  scopes: readonly Scope[];
  /** Of the window message: what `extras.version` asks for. */
  version: string;
  /** `extras.featureType`: share an account only, or bring a number out of the WhatsApp Business app. */
  feature: 'only_waba_sharing' | 'whatsapp_business_app_onboarding' | null;
  /** Origin of the page that opened the popup, when it names one: the code may be posted there. */
  origin: string | null;
}

const defaultScopes: readonly Scope[] = ['whatsapp_business_management', 'whatsapp_business_messaging'];

/** Throws a sentence for the person where Meta shows an error page instead of the dialog. */
export function parseDialog(values: Parameters, appId: string): DialogRequest {
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 2000) : null;
  };
  if (text('client_id') !== appId)
    throw new Error('Invalid app ID: the provided app ID does not look like a valid app ID.');
  const redirectUri = text('redirect_uri');
  if (redirectUri !== null && originOf(redirectUri) === null) {
    throw new Error('URL blocked: the redirect URI must be an http or https address.');
  }
  const type = text('response_type') ?? 'code';
  if (type !== 'code') throw new Error('Invalid response_type: only code is played here.');
  const extras = toRecord(parseJson(text('extras')));
  const feature = extras['featureType'];
  const version = /^v?(\d)$/.exec(wordOf(extras['version'] ?? extras['sessionInfoVersion'] ?? ''))?.[1] ?? '4';
  const origin = text('origin');
  const asked = (text('scope') ?? '').split(/[\s,]+/);
  const scopes = allScopes.filter((scope) => asked.includes(scope));
  return {
    redirectUri,
    state: text('state'),
    scopes: scopes.length > 0 ? scopes : defaultScopes,
    version,
    feature: feature === 'only_waba_sharing' || feature === 'whatsapp_business_app_onboarding' ? feature : null,
    origin: (redirectUri === null ? null : originOf(redirectUri)) ?? (origin === null ? null : originOf(origin)),
  };
}

/** null for anything but an http or https address. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.origin : null;
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

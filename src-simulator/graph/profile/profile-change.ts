import type { Profile } from '../../company/number-settings.ts';
import { invalidParameter } from '../graph-error.ts';
import { oneOf, type Parameters, readList, readText } from '../parameters.ts';

const verticals = [
  'ALCOHOL',
  'APPAREL',
  'AUTO',
  'BEAUTY',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GOVT',
  'GROCERY',
  'HEALTH',
  'HOTEL',
  'NONPROFIT',
  'ONLINE_GAMBLING',
  'OTC_DRUGS',
  'OTHER',
  'PHYSICAL_GAMBLING',
  'PROF_SERVICES',
  'RESTAURANT',
  'RETAIL',
  'TRAVEL',
] as const;

const mostWebsites = 2;
const longestWebsite = 256;

/** The part of a profile that a POST changes, the picture aside; throws Meta's 100 for what breaks a limit. */
export function parseProfileChange(values: Parameters): Partial<Profile> {
  const about = readText(values, 'about', { min: 1, max: 139 });
  const address = readText(values, 'address', { max: 256 });
  const description = readText(values, 'description', { max: 512 });
  const email = readText(values, 'email', { max: 128 });
  if (email !== undefined && email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalidParameter('Param email must be a valid email address.');
  }
  const websites = readList(values, 'websites');
  const { vertical } = values;
  return {
    ...(about === undefined ? {} : { about }),
    ...(address === undefined ? {} : { address }),
    ...(description === undefined ? {} : { description }),
    ...(email === undefined ? {} : { email }),
    ...(websites === undefined ? {} : { websites: toWebsites(websites) }),
    ...(vertical === undefined ? {} : { vertical: oneOf('vertical', vertical, verticals) }),
  };
}

function toWebsites(websites: readonly unknown[]): readonly string[] {
  if (websites.length > mostWebsites) throw invalidParameter(`Param websites must have at most ${mostWebsites} URLs.`);
  return websites.map((website) => {
    if (typeof website !== 'string' || website.length > longestWebsite || !isWebAddress(website)) {
      throw invalidParameter(
        `Param websites must hold URLs with http:// or https:// of at most ${longestWebsite} characters.`,
      );
    }
    return website;
  });
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

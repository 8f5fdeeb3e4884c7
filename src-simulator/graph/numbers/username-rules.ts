import { invalidParameter, toGraphError } from '../graph-error.ts';

/** Names that somebody has who isn't the company, so that each refusal can be met. */
const taken: ReadonlySet<string> = new Set(['whatsapp', 'meta', 'instagram', 'facebook', 'acme']);
/** The company's name on Facebook and on Instagram: it must be linked there first. */
const ownedElsewhere: Readonly<Record<string, 147003 | 147004>> = { marlowgroup: 147003, 'marlow.stays': 147004 };

const domainEnds = /\.(com|net|org|info|biz|edu|gov|io|co|app|dev|ai|in|de|uk|us|br|fr|es|it|me|shop|store|online)$/;

/** Throws 100 unless WhatsApp allows a name of this form. */
export function checkUsernameForm(username: string): void {
  const problem = findProblem(username);
  if (problem !== null) throw invalidParameter(`Param username ${problem}.`);
}

function findProblem(username: string): string | null {
  if (!/^[a-z0-9._]{3,35}$/.test(username)) return 'must have 3 to 35 characters of a-z, 0-9, dot and underscore';
  if (!/[a-z]/.test(username)) return 'must have a letter';
  if (username.startsWith('www')) return 'must not start with www';
  if (/^\.|\.$|\.\./.test(username)) return 'must not start or end with a dot, or have two in a row';
  if (domainEnds.test(username)) return 'must not end like a domain';
  return null;
}

/** Throws 147001 to 147004 for names that the company can't have; `others` are those of WhatsApp users. */
export function checkUsernameFree(username: string, others: readonly string[]): void {
  const elsewhere = Object.hasOwn(ownedElsewhere, username) ? ownedElsewhere[username] : undefined;
  if (elsewhere !== undefined) {
    throw toGraphError(elsewhere, 'This username belongs to a page or account of the business: link it to claim it.');
  }
  if (taken.has(username) || others.includes(username)) throw toGraphError(147001, 'This username is not available.');
}

/** Names close to the display name that are free to ask for. */
export function suggestUsernames(verifiedName: string, digits: string): readonly string[] {
  const plain = verifiedName
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.+|\.+$/g, '')
    .slice(0, 25);
  const base = /[a-z]/.test(plain) && plain.length >= 3 ? plain : `business.${digits.slice(-4)}`;
  const joined = base.replaceAll('.', '');
  const ideas = [base, joined, base.replaceAll('.', '_'), `${joined}.official`, `${joined}${digits.slice(-3)}`];
  return [...new Set(ideas)].filter((idea) => findProblem(idea) === null);
}

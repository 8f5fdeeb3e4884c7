import type { Role } from '#shared/permission.ts';

export interface DemoPerson {
  email: string;
  name: string;
  role: Role;
}

export const demoCompany = 'Marlow & Co';

/** Not a secret: the demo's backend answers on this machine's loopback only, and only to the desktop that started it. */
export const demoPassword = 'welcome to parley';

/** The first user of a company gets its admin role; Maya is who one begins as (ruling 63). */
export const demoPeople = [
  { email: 'noor@marlow.example', name: 'Noor Haddad', role: 'admin' },
  { email: 'maya@marlow.example', name: 'Maya Lindqvist', role: 'agent' },
  { email: 'ben@marlow.example', name: 'Ben Okafor', role: 'agent' },
  { email: 'priya@marlow.example', name: 'Priya Raman', role: 'marketer' },
  { email: 'tomas@marlow.example', name: 'Tomás Vidal', role: 'viewer' },
] as const satisfies readonly DemoPerson[];

export const [noor, maya, ben] = demoPeople;

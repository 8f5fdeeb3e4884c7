import type { Contact } from './contact.ts';
import type { ValueOf } from './quick-reply.ts';

/** Whom a quick reply can speak of. */
export interface ReplyPeople {
  contact: Pick<Contact, 'name' | 'aliases' | 'attributes'> | null;
  agent: { name: string; email: string };
  account: { name: string } | null;
}

/** The paths that every company has; an attribute of the contact is `contact.` and its name. */
export const standardPaths = [
  'contact.name',
  'contact.firstName',
  'contact.phone',
  'agent.name',
  'agent.firstName',
  'agent.email',
  'account.name',
] as const;

export function valuesOf({ contact, agent, account }: ReplyPeople): ValueOf {
  return (path) => {
    switch (path) {
      case 'contact.name':
        return contact?.name ?? null;
      case 'contact.firstName':
        return firstName(contact?.name ?? '');
      case 'contact.phone':
        return contact?.aliases.find(({ kind }) => kind === 'phone')?.value ?? null;
      case 'agent.name':
        return agent.name;
      case 'agent.firstName':
        return firstName(agent.name);
      case 'agent.email':
        return agent.email;
      case 'account.name':
        return account?.name ?? null;
      default: {
        if (!path.startsWith('contact.')) return null;
        const attributes = contact?.attributes ?? {};
        const name = path.slice('contact.'.length);
        // A company may name an attribute like something every object has.
        return Object.hasOwn(attributes, name) ? String(attributes[name]) : null;
      }
    }
  };
}

/** Every path that could be used here, for the picker. */
export function pathsFor(contact: ReplyPeople['contact']): string[] {
  return [...standardPaths, ...Object.keys(contact?.attributes ?? {}).map((name) => `contact.${name}`)];
}

function firstName(name: string): string | null {
  return name.trim().split(/\s+/u)[0] || null;
}

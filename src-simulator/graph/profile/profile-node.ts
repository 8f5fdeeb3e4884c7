import type { BusinessNumber } from '../../company/company.ts';
import type { GraphParts } from '../graph.ts';

/** All fields of a business profile; empty ones are left out, as Meta does. `base` is this server's own address. */
export function toProfileNode(parts: GraphParts, number: BusinessNumber, base: string): Record<string, unknown> {
  const { about, address, description, email, picture, websites, vertical } = parts.nodes.stateOf(number).profile;
  return {
    id: number.id,
    about: about || undefined,
    address: address || undefined,
    description: description || undefined,
    email: email || undefined,
    // A new picture has a new address, so that nobody shows the old one.
    profile_picture_url: picture ? `${base}/profile_pictures/${number.id}/${picture.sha256.slice(0, 16)}` : undefined,
    websites: websites.length === 0 ? undefined : websites,
    vertical,
    messaging_product: 'whatsapp',
  };
}

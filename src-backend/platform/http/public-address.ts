import { BlockList, isIPv6 } from 'node:net';

// Which addresses of the network are the public internet's (S-55). What is not, a stranger must not make us call.

const notPublic = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4');
}
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [network, prefix] of [
  // Teredo and others of the protocol assignments, documentation, 6to4, SRv6: each may lead to an IPv4 address inside.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  specialV6.addSubnet(network, prefix, 'ipv6');
}

/** `address`: an IP address as `dns.lookup` gives it. Anything odd counts as not public. */
export function isPublicAddress(address: string): boolean {
  if (isIPv6(address)) {
    // Mapped IPv4 (::ffff:…) and NAT64 (64:ff9b::…) lie outside 2000::/3 and so are refused.
    return publicV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
  }
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && !notPublic.check(address, 'ipv4');
}

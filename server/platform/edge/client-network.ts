import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** What the client of a request counts as where something is limited; by `TRUST_PROXY`, like everything about the peer. */
export function clientNetwork({ ip }: Pick<Request, 'ip'>): string {
  return networkOf(ip ?? 'unknown');
}

/**
 * The network of an address that belongs to one customer: an IPv4 address alone, of IPv6 the first 64 bits, within which everybody can
 * choose addresses at will (RFC 6177). An IPv4 address written in IPv6 counts as what it is.
 */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped)
    return `${groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(':')}::/64`;
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 0xff])
    .join('.');
}

/** The eight groups of an IPv6 address; a URL writes it in its one canonical form (RFC 5952). */
function groupsOf(address: string): number[] {
  const [head = '', tail] = new URL(`http://[${address}]/`).hostname.slice(1, -1).split('::');
  const read = (part: string) => (part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [read(head), read(tail ?? '')];
  return tail === undefined ? first : [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

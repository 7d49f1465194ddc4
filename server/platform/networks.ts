import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

/** Whether text is a network in CIDR notation, or a single address. */
export function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isIP(address) !== 0 && more.length === 0 && fits;
}

/** Whether an address lies in one of the networks; an IPv4 address in the clothes of IPv6 is the IPv4 address. */
export function inNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits ?? (isIPv6(address) ? 128 : 32)), familyOf(address));
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    return list.check(plain, familyOf(plain));
  };
}

/** Addresses that nobody outside a house can have, and ways into IPv4 in the clothes of IPv6 (IANA special-purpose registries). */
const notPublic = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
  '::/96', '::ffff:0:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16',
  'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8',
]; // biome-ignore format: a list of networks reads best as text

/** Whether an address may be asked from inside the house: public ones may, and those in the networks that are allowed. */
export function reachable(networks: readonly string[]): (address: string) => boolean {
  const [isRefused, isAllowed] = [inNetworks(notPublic), inNetworks(networks)];
  return (address) => isAllowed(address) || !isRefused(address);
}

/**
 * The look-up of a connection that gives only addresses which may be reached, and fails with the refusal where a name has no other. What
 * was looked at is what is connected to: a name cannot point elsewhere in between.
 */
export function guardedLookup(
  mayReach: (address: string) => boolean,
  refusal: (hostname: string) => Error,
): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const good = found.filter(({ address }) => mayReach(address));
      const [first] = good;
      if (first === undefined) return callback(refusal(hostname), '');
      return options.all ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIPv6(address) ? 'ipv6' : 'ipv4');

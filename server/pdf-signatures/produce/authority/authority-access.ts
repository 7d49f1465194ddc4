import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { DomainError } from '../../../platform/errors.ts';
import { inNetworks } from '../../../platform/networks.ts';

/** How authorities on the network are reached, and which of those that certificates name may be asked at all. */
export interface AccessRules {
  /** `ocsp.example.vn`, `*.example.vn`, an address; other ports than 80 and 443 with `:port`. */
  readonly hosts: readonly string[];
  /** Networks (CIDR) that hosts may lie in although they are not public. */
  readonly networks: readonly string[];
  /** An HTTP proxy through which everything goes; names are then resolved by it. */
  readonly proxy?: string | undefined;
}

/** A way into the network. It is made when the first question is asked: undici is a tenth of what a start would load. */
export type Way = () => Promise<Dispatcher>;

/** The way to authorities, which refuses what is not to be reached. */
export interface AuthorityAccess {
  readonly way: Way;
  /** Whether an address that a certificate names may be asked. */
  allows(url: string): boolean;
}

/**
 * Makes the way to authorities. A certificate may only name hosts of the list; the addresses behind their names must be public or in
 * the networks that are allowed, are looked at when they are resolved, and the connection goes to exactly those – a name cannot point
 * elsewhere between the look and the connection.
 */
export function authorityAccess({ hosts, networks, proxy }: AccessRules): AuthorityAccess {
  const rules = hosts.map(hostRule);
  const mayReach = reachable(networks);
  const way = proxy ? throughProxy(proxy) : straight(guarded(mayReach));
  return { way, allows: (url) => URL.canParse(url) && rules.some((allows) => allows(new URL(url))) };
}

/** The way through an HTTP proxy: plain requests are handed to it, those over TLS go through a tunnel. */
export const throughProxy = (proxy: string): Way =>
  once(async () => {
    const { ProxyAgent } = await import('undici');
    return new ProxyAgent({ uri: proxy, proxyTunnel: false });
  });

const straight = (lookup: LookupFunction): Way =>
  once(async () => {
    const { Agent } = await import('undici');
    return new Agent({ connect: { lookup } });
  });

function once(make: Way): Way {
  let made: Promise<Dispatcher> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

type HostRule = (url: URL) => boolean;

function hostRule(rule: string): HostRule {
  const [, name = '', port] = /^(.*?)(?::(\d{1,5}))?$/.exec(rule.trim().toLowerCase()) ?? [];
  const isNamed = name.startsWith('*.')
    ? (host: string) => host.endsWith(name.slice(1))
    : (host: string) => host === name;
  return ({ protocol, hostname, port: asked }) =>
    /^https?:$/.test(protocol) &&
    isNamed(hostname.replace(/^\[|\]$/g, '')) &&
    asked === (port === '80' || port === '443' ? '' : (port ?? ''));
}

/** Addresses that nobody outside a house can have (IANA special-purpose registries). */
const notPublic = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '::/127', '64:ff9b::/96',
  '100::/64', '2001:db8::/32', 'fc00::/7', 'fe80::/10', 'ff00::/8',
]; // biome-ignore format: a list of networks reads best as text

function reachable(networks: readonly string[]): (address: string) => boolean {
  const [isRefused, isAllowed] = [inNetworks(notPublic), inNetworks(networks)];
  return (address) => isAllowed(address) || !isRefused(address);
}

function guarded(mayReach: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const good = found.filter(({ address }) => mayReach(address));
      const [first] = good;
      if (first === undefined) return callback(notReachable(hostname), '');
      return options.all ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
}

const notReachable = (hostname: string): DomainError =>
  new DomainError('not-permitted', 'address-not-allowed', `${hostname} lies in a network that is not allowed`);

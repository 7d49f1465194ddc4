import type { LookupFunction } from 'node:net';
import type { Dispatcher } from 'undici';
import { DomainError } from '../../../platform/errors.ts';
import { guardedLookup, reachable } from '../../../platform/networks.ts';

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
  const way = proxy ? throughProxy(proxy) : straight(guardedLookup(reachable(networks), notReachable));
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

const notReachable = (hostname: string): DomainError =>
  new DomainError('not-permitted', 'address-not-allowed', `${hostname} lies in a network that is not allowed`);

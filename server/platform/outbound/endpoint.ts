import { isIP } from 'node:net';
import { DomainError } from '../errors.ts';
import { inNetworks, reachable } from '../networks.ts';

/** Which addresses this deployment may ask. Without anything: public ones, over TLS, at port 443. */
export interface EndpointRules {
  /** Networks (CIDR) that a host may lie in although it is not public; plain http goes to loopback addresses of these alone. */
  readonly networks: readonly string[];
  /** Ports beside 443. */
  readonly ports: readonly number[];
}

/** An address that was looked at, and what the look-up of its name has still to look at. */
export interface Endpoint {
  readonly url: URL;
  /** Whether a connection may go to this address of the host. */
  readonly mayReach: (address: string) => boolean;
}

const isLoopback = inNetworks(['127.0.0.0/8', '::1']);

/**
 * Looks at an address before anything is asked there; refuses with `endpoint-forbidden` another protocol, a port that is not allowed, a user
 * in it, and an IP address that may not be reached. Names are judged by `mayReach` when they are looked up, each time anew.
 */
export function endpointOf(address: string, { networks, ports }: EndpointRules): Endpoint {
  if (!URL.canParse(address)) throw endpointForbidden('This is no address');
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) throw endpointForbidden(`${url.protocol} is not asked; there is https`);
  if (url.username !== '' || url.password !== '') throw endpointForbidden('An address names no user');
  if (url.hash !== '') throw endpointForbidden('An address has no fragment');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (!(url.protocol === 'https:' && port === 443) && !ports.includes(port))
    throw endpointForbidden(`Port ${port} is not allowed`);
  const isAllowed = inNetworks(networks);
  const mayReach = url.protocol === 'https:' ? reachable(networks) : (at: string) => isLoopback(at) && isAllowed(at);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayReach(host)) throw hostForbidden(host);
  return { url, mayReach };
}

/** What is refused of a host all of whose addresses lie where nothing is asked. */
export function hostForbidden(host: string): DomainError {
  return endpointForbidden(`${host} lies in a network that is not allowed`);
}

function endpointForbidden(detail: string): DomainError {
  return new DomainError('invalid', 'endpoint-forbidden', detail);
}

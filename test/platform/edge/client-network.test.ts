import { BlockList } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { networkOf } from '../../../server/platform/edge/client-network.ts';

describe('the network of a client', () => {
  it('is its IPv4 address, however it is written', () => {
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '::FFFF:0a01:203', '0:0:0:0:0:ffff:10.1.2.3'])
      expect(networkOf(address)).to.equal('10.1.2.3');
  });

  it('is the /64 of its IPv6 address, within which it may take any other', () => {
    expect(networkOf('2001:db8:0:7::1')).to.equal('2001:db8:0:7::/64');
    expect(networkOf('2001:DB8:0:7:ffff:ffff:ffff:ffff')).to.equal('2001:db8:0:7::/64');
    expect(networkOf('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
    expect(networkOf('::1')).to.equal('0:0:0:0::/64');
    expect(networkOf('2001:db8:0:8::1')).to.not.equal(networkOf('2001:db8:0:7::1'));
  });

  it('of what is no address is what was said', () => expect(networkOf('unknown')).to.equal('unknown'));

  it('is the same for two IPv6 addresses exactly when one /64 holds both', () => {
    const ours = fc.constantFrom('2001:db8::5', '2001:db8:0:1::', '2001:db8::ffff:1', '2001:db8:0:1:0:ffff:a:b');
    fc.assert(
      fc.property(fc.ipV6(), fc.oneof(fc.ipV6(), ours), (one, other) => {
        const network = new BlockList();
        network.addSubnet(one, 64, 'ipv6');
        const isMapped = [one, other].some((address) => /\./.test(networkOf(address)));
        return isMapped || network.check(other, 'ipv6') === (networkOf(one) === networkOf(other));
      }),
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.nat({ max: 0xffff }), (address, last) => {
        const network = networkOf(address);
        if (!network.endsWith('::/64')) return true;
        return networkOf(network.replace('::/64', `:a:b:c:${last.toString(16)}`)) === network;
      }),
    );
  });
});

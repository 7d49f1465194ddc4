import { expect } from 'chai';
import { readDirectoryList } from '../../../../server/exchange/directory/versions/directory-list.ts';
import { shortOverlaps } from '../../../../server/exchange/directory/versions/key-overlap.ts';
import {
  aDirectoryList,
  aListedAgency,
  aListedCertificate,
  aListedDeployment,
  aSystemKey,
} from '../../../support/directory.ts';

const issuedAt = '2026-11-30T01:00:00.000Z';
const [inTime, tooSoon] = ['2026-12-30T01:00:00.000Z', '2026-12-29T01:00:00.000Z'];

describe('a list that renews keys', () => {
  const certificates = ['cũ', 'mới'].map((name) => aListedCertificate(aSystemKey(name)));
  const [old, renewed] = certificates;
  const [{ keys: [oldKey] = [] }, { keys: [newKey] = [] }] = [aListedDeployment(), aListedDeployment()];
  const listOf = (keys: readonly unknown[], ofAgency: readonly unknown[]) =>
    readDirectoryList(
      Buffer.from(
        JSON.stringify(
          aDirectoryList({
            ...{ issuedAt, deployments: [aListedDeployment({ keys })] },
            agencies: [aListedAgency('H99.08', { deployment: 'sao-mai-2', certificates: ofAgency })],
          }),
        ),
      ),
    );
  const former = listOf([oldKey], [old]);
  const foundIn = (keys: readonly unknown[], ofAgency: readonly unknown[]) =>
    shortOverlaps(former, listOf(keys, ofAgency)).map(({ of, use, until }) => `${of} ${use} ${until.toISOString()}`);

  it('is as it should be while a former key goes on beside the new one for thirty days', () => {
    expect(foundIn([oldKey], [old])).to.deep.equal([]);
    const until = inTime;
    expect(foundIn([{ ...oldKey, until }, newKey], [{ ...old, until }, renewed])).to.deep.equal([]);
    expect(foundIn([oldKey], [{ ...old, until: tooSoon }]), 'nothing is new').to.deep.equal([]);
  });

  it('says whose former key ends sooner, is revoked, or is gone at once', () => {
    const until = tooSoon;
    expect(foundIn([{ ...oldKey, until }, newKey], [{ ...old, until }, renewed])).to.deep.equal([
      ...[`sao-mai-2 deployment ${tooSoon}`, `H99.08 signing ${tooSoon}`],
    ]);
    const revokedAt = '2026-11-29T00:00:00.000Z';
    expect(foundIn([newKey], [{ ...old, revokedAt }, renewed])).to.deep.equal([
      ...[`sao-mai-2 deployment ${issuedAt}`, `H99.08 signing ${revokedAt}`],
    ]);
  });

  it('has nothing to go on beside where no former key was in force any more', () => {
    const ended = listOf([oldKey], [{ ...old, until: issuedAt }]);
    expect(shortOverlaps(ended, listOf([oldKey], [renewed]))).to.deep.equal([]);
  });
});

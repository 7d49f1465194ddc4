import { expect } from 'chai';
import { filesOverNewer, type Upload } from '../../../../../../client/features/registry/outgoing/drafts/uploads.ts';

/** A file the draft has, or one that was sent since. */
const aFile = (name: string, sentAt: string | null = null): Upload => ({
  ...{ key: name, name, size: 1, sent: 1, sentAt, id: name, problem: undefined, source: name },
});
const sentNow = (name: string) => aFile(name, '2026-11-30T03:00:00Z');
const namesOf = (files: readonly Upload[]) => files.map(({ name }) => name);

describe('the files of a draft that takes over a newer version', () => {
  it('are those it has now, whoever touched none', () => {
    const typed = [aFile('a'), aFile('b')];
    expect(namesOf(filesOverNewer(['a', 'b'], typed, [aFile('b'), aFile('c')]))).to.deep.equal(['b', 'c']);
  });

  it('lack what the person took away, and have what they added, sent or on its way', () => {
    const onItsWay = { ...sentNow('e'), id: undefined, sentAt: null, sent: 0.4 };
    const typed = [aFile('a'), sentNow('d'), onItsWay];
    expect(namesOf(filesOverNewer(['a', 'b'], typed, [aFile('a'), aFile('b'), aFile('c')]))).to.deep.equal([
      ...['a', 'c', 'd', 'e'],
    ]);
  });

  it('lack what another took away, though it stood in the form', () => {
    expect(namesOf(filesOverNewer(['a', 'b'], [aFile('a'), aFile('b')], [aFile('a')]))).to.deep.equal(['a']);
  });
});

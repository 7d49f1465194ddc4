import { expect } from 'chai';
import mongoose from 'mongoose';
import { z } from 'zod';
import { useCommandLine } from '../../support/command-line.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('vanban clock confirm', function () {
  this.timeout(60_000);
  useFreshDatabase();
  const { vanban, database } = useCommandLine();
  const rows = (name: string) => mongoose.connection.getClient().db(database()).collection(name);

  it('ends what stops every other act while the log lies ahead of the clock, and stands in the log itself', async () => {
    const create = (name: string, symbol: string, code: string) =>
      vanban('agency', 'create', '--name', name, '--symbol', symbol, '--place', 'Sao Mai', '--code', code);
    expect(await create('Sở Nội vụ', 'SNV', 'H99.08')).to.include({ code: 0 });
    const ahead = new Date(Date.now() + 40 * 24 * 3600_000);
    await rows('logHeads').updateMany({}, { $set: { time: ahead } });
    expect(await create('Sở Y tế', 'SYT', 'H99.09')).to.have.nested.property('answer.error.code', 'clock-in-doubt');

    expect(await vanban('clock', 'confirm')).to.have.nested.property('answer.error.code', 'bad-arguments');
    const { code, answer } = await vanban('clock', 'confirm', '--reason', 'Giờ đúng theo NTP của tỉnh');
    expect(code, JSON.stringify(answer)).to.equal(0);
    expect(Math.abs(Date.parse(z.string().parse(answer.confirmed)) - Date.now())).to.be.below(60_000);

    expect(await create('Sở Y tế', 'SYT', 'H99.09')).to.include({ code: 0 });
    const entry = await rows('auditEvents').findOne({ type: 'clock-confirmed' });
    expect(entry?.event).to.include({ reason: 'Giờ đúng theo NTP của tỉnh', comparedWith: 'log' });
  });
});

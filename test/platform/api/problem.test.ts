import { expect } from 'chai';
import mongoose from 'mongoose';
import { z } from 'zod';
import { domainErrorOf, problemOf, refusalOf } from '../../../server/platform/api/problem.ts';
import { isConflict, isDatabaseAway, isDuplicate } from '../../../server/platform/database/database-errors.ts';
import { DomainError } from '../../../server/platform/errors.ts';

const { MongoNetworkError, MongoServerError } = mongoose.mongo;

describe('a problem document', () => {
  it('says type, title, status, detail, the id of the request, and what helps the person', () => {
    const error = new DomainError('conflict', 'register-closed', 'Register 2025 takes none of 2026', {
      extra: { year: 2025 },
    });
    expect(problemOf(error, 'r1')).to.deep.equal({
      type: '/problems/register-closed',
      title: 'Register closed',
      status: 409,
      detail: 'Register 2025 takes none of 2026',
      instance: 'r1',
      year: 2025,
    });
  });

  it('of what nobody foresaw tells nothing of it', () => {
    const error = domainErrorOf(new Error('secret of the house'));
    expect(JSON.stringify(problemOf(error, 'r1'))).to.not.include('secret');
    expect(error.cause).to.have.property('message', 'secret of the house');
    for (const odd of [undefined, null, 'text', { code: 'X' }]) expect(domainErrorOf(odd).kind).to.equal('internal');
  });

  it('of a full disk is 507, of a database that is away 503 with the time to come back', () => {
    const full = domainErrorOf(Object.assign(new Error('no space'), { code: 'ENOSPC' }));
    expect(full).to.include({ kind: 'no-space', code: 'no-space' });
    const away = domainErrorOf(new MongoNetworkError('connection closed'));
    expect(away).to.include({ kind: 'unavailable', code: 'database-unavailable' });
    expect(away.details.retryAfter).to.equal(4);
  });

  it('names every field that does not fit, by pointer and code', () => {
    const schema = z.strictObject({
      title: z.string().min(1),
      short: z.string().max(3),
      count: z.number().max(5),
      kind: z.enum(['a', 'b']),
      deep: z.strictObject({ 'a/b': z.string() }),
      own: z.string().refine(() => false, { error: 'forbidden-character' }),
    });
    const sent = { title: '', short: 'long', count: 9, kind: 'c', deep: { 'a/b': 1, 'x~y': 2 }, own: 'x', more: 1 };
    const result = schema.safeParse(sent);
    const fields = result.success ? [] : refusalOf(result.error, 'body').details.fields;
    expect(fields?.map(({ pointer, code }) => `${pointer} ${code}`)).to.have.members([
      '/body/title required',
      '/body/short too-long',
      '/body/count out-of-range',
      '/body/kind invalid-value',
      '/body/deep/a~1b type-mismatch',
      '/body/deep/x~y unknown-property',
      '/body/own forbidden-character',
      '/body/more unknown-property',
    ]);
  });
});

describe('an error of the database', () => {
  it('means that it is away when the connection is lost, also inside a bulk write and without a label', () => {
    const lost = new MongoNetworkError('connection 1 closed');
    expect([lost, wrapping(lost)].map(isDatabaseAway)).to.deep.equal([true, true]);
  });

  it('means that it is away when the primary steps down or stops', () => {
    for (const code of [91, 189, 10107, 11600, 11602]) {
      expect(isDatabaseAway(new MongoServerError({ message: 'not primary', code })), String(code)).to.equal(true);
    }
  });

  it('means that others were faster, or have ended the transaction, with and without a label', () => {
    for (const code of [24, 112, 225, 246, 251, 290, 11601]) {
      const error = new MongoServerError({ message: 'conflict', code });
      const judged = [error, wrapping(error)].map((one) => [isDatabaseAway(one), isConflict(one)]);
      expect(judged, String(code)).to.deep.equal([
        [false, true],
        [false, true],
      ]);
      expect(domainErrorOf(error)).to.include({ kind: 'unavailable', code: 'database-unavailable' });
    }
  });

  /** What the driver throws when the code is wrong: a request that comes again fails again. */
  const ours = new Set([
    'MongoAPIError',
    'MongoAWSError',
    'MongoAzureError',
    'MongoBatchReExecutionError',
    'MongoBulkWriteError',
    'MongoChangeStreamError',
    'MongoClientBulkWriteCursorError',
    'MongoClientBulkWriteError',
    'MongoClientBulkWriteExecutionError',
    'MongoCompatibilityError',
    'MongoCryptAzureKMSRequestError',
    'MongoCryptCreateDataKeyError',
    'MongoCryptCreateEncryptedCollectionError',
    'MongoCryptError',
    'MongoCryptInvalidArgumentError',
    'MongoCryptKMSRequestNetworkTimeoutError',
    'MongoCursorExhaustedError',
    'MongoCursorInUseError',
    'MongoDecompressionError',
    'MongoDriverError',
    'MongoError',
    'MongoGCPError',
    'MongoGridFSChunkError',
    'MongoGridFSStreamError',
    'MongoInvalidArgumentError',
    'MongoKerberosError',
    'MongoMissingCredentialsError',
    'MongoMissingDependencyError',
    'MongoOIDCError',
    'MongoParseError',
    'MongoRuntimeError',
    'MongoServerError',
    'MongoSystemError',
    'MongoTailableCursorError',
    'MongoTransactionError',
    'MongoUnexpectedServerResponseError',
    'MongoWriteConcernError',
  ]);

  it('of every class the driver has is known as a fault of ours, or as a database that is away', () => {
    const classes = Object.entries(mongoose.mongo).filter(
      ([name, value]) => /^Mongo.*Error$/.test(name) && typeof value === 'function',
    );
    expect(classes).to.have.length.greaterThan(40);
    const away = classes.filter(([name]) => !ours.has(name));
    for (const [name, value] of away) {
      // The name decides, or the class: `Object.create` makes one without its arguments.
      const error: unknown = Object.create(Reflect.get(value, 'prototype'));
      expect(isDatabaseAway(error), name).to.equal(true);
    }
  });

  it('means nothing of the kind when a row is there twice, or the code is wrong', () => {
    const duplicate = new MongoServerError({ message: 'E11000 duplicate key', code: 11000 });
    expect(isDuplicate(duplicate)).to.equal(true);
    expect([duplicate, new TypeError('x'), undefined, { name: 'MongoNetworkError' }].map(isDatabaseAway)).to.deep.equal(
      [false, false, false, false],
    );
  });
});

/** What the driver makes of an error that a bulk write met. */
function wrapping(error: Error): Error {
  return Object.assign(new Error(error.message), { name: 'MongoBulkWriteError', errorResponse: error });
}

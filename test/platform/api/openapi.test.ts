import { expect } from 'chai';
import { z } from 'zod';
import { type OpenApi, openApiOf, openApiOnDemand } from '../../../server/platform/api/openapi.ts';
import { testContracts, useTestApp } from '../../support/app.ts';
import { useFreshDatabase } from '../../support/mongo.ts';

describe('the description of the API', () => {
  useFreshDatabase();
  const app = useTestApp();
  const description: OpenApi = openApiOf(testContracts);

  it('is served as OpenAPI 3.1 to anybody', async () => {
    const { status, body } = await app.agent().get('/api/openapi.json');
    expect(status).to.equal(200);
    expect(body).to.deep.equal(JSON.parse(JSON.stringify(description)));
    expect(body.openapi).to.equal('3.1.0');
  });

  it('names every endpoint of every contract, with its right', () => {
    for (const [capability, contract] of Object.entries(testContracts)) {
      for (const [name, { method, path, permission }] of Object.entries(contract)) {
        const operation = description.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method];
        expect(operation, `${capability}.${name}`).to.include({
          operationId: `${capability}.${name}`,
          'x-permission': permission,
        });
      }
    }
  });

  it('says each parameter of a path, the key of legal acts, and which refusals to expect', () => {
    const make = description.paths['/notes']?.post;
    expect(make?.parameters.map(({ name }) => name)).to.deep.equal(['Idempotency-Key', 'Vanban-Position']);
    expect(Object.keys(make?.responses ?? {})).to.include.members([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
    ]);
    const read = description.paths['/notes/{noteId}']?.get;
    expect(read?.parameters).to.have.length(2);
    expect(read?.parameters[0]).to.include({ name: 'noteId', in: 'path', required: true });
    const list = description.paths['/notes']?.get;
    expect(list?.parameters.map(({ name, required }) => ({ name, required }))).to.deep.equal([
      { name: 'priority', required: false },
      { name: 'sort', required: false },
      { name: 'limit', required: false },
      { name: 'Vanban-Position', required: false },
    ]);
  });

  it('says what another deployment may ask: by its signature, in the name of nobody', () => {
    const { security, parameters, requestBody, responses } =
      description.paths['/partner/parts/{name}']?.put ?? expect.fail();
    expect(security).to.deep.equal([{ attempt: [] }]);
    expect(description).to.have.nested.property('components.securitySchemes.attempt.name', 'Signature');
    expect(parameters.map(({ name }) => name)).to.deep.equal(['name']);
    expect(Object.keys(requestBody?.content ?? {})).to.deep.equal(['application/octet-stream']);
    expect(Object.keys(responses)).to.have.members(['200', '400', '401', '404', '413', '415', '422', 'default']);
  });

  it('says that stored files come in parts', () => {
    const read = description.paths['/uploads/{uploadId}/content']?.get;
    expect(read?.parameters.map(({ name }) => name)).to.include('Range');
    expect(Object.keys(read?.responses ?? {})).to.include.members(['200', '206', '416']);
  });

  it('describes bodies as they are sent and replies as they come', () => {
    const make = description.paths['/notes']?.post;
    const body = make?.requestBody?.content['application/json']?.schema;
    expect(body).to.nested.include({
      type: 'object',
      'properties.title.type': 'string',
      'properties.priority.maximum': 5,
    });
    expect(body?.required).to.deep.equal(['title']);
    expect(make?.responses['201']).to.have.nested.property(
      'content.application/json.schema.properties.madeAt.format',
      'date-time',
    );
  });

  it('points nowhere that is not there, and uses every id once', () => {
    const text = JSON.stringify(description);
    expect([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref)).to.satisfy((refs: string[]) =>
      refs.every((ref) => /^#\/components\/(schemas|responses)\/Problem$/.test(ref)),
    );
    const ids = [...text.matchAll(/"operationId":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('cannot be made of schemas that refer to themselves, which no page could show', () => {
    const tree: z.ZodType = z.object({ children: z.lazy(() => z.array(tree)) });
    const endpoint = { method: 'get', path: '/tree', summary: 'Tree', permission: 'public', response: tree } as const;
    expect(() => openApiOf({ odd: { readTree: endpoint } })).to.throw();
  });

  it('is made when somebody asks for it, and once', () => {
    let made = 0;
    const contracts = {
      get notes() {
        made += 1;
        return testContracts.notes;
      },
    };
    const describing = openApiOnDemand(contracts);
    expect(made).to.equal(0);
    const first = describing();
    const times = made;
    expect(first).to.deep.equal(openApiOf({ notes: testContracts.notes }));
    expect(describing()).to.equal(first);
    expect(made).to.equal(times).and.greaterThan(0);
  });

  it('has a readable page without scripts and with nothing from elsewhere', async () => {
    const { status, text, headers } = await app.agent().get('/api/docs');
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(text).to.include('<h1>API của Vanban</h1>');
    for (const { summary, path } of Object.values(testContracts).flatMap((contract) => Object.values(contract))) {
      expect(text)
        .to.include(summary)
        .and.include(path.replaceAll(/:(\w+)/g, '{$1}'));
    }
    expect(text).to.not.match(/<script|https?:\/\/|style="/);
    const nonce = /<style nonce="([^"]+)">/.exec(text)?.[1];
    expect(headers['content-security-policy']).to.include(`'nonce-${nonce}'`);
  });
});

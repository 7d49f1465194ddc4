import { expect } from 'chai';
import { contracts } from '../../../server/application.ts';
import type { Contract, Endpoint, Right } from '../../../server/platform/api/contract.ts';
import { type JsonObject, openApiOf } from '../../../server/platform/api/openapi.ts';

/** Every object schema inside a JSON Schema, with its place. */
function* objectsIn(schema: unknown, place = ''): Generator<{ readonly place: string; readonly object: JsonObject }> {
  if (typeof schema !== 'object' || schema === null) return;
  if ('type' in schema && schema.type === 'object' && 'properties' in schema) yield { place, object: { ...schema } };
  for (const [name, inner] of Object.entries(schema)) yield* objectsIn(inner, `${place}/${name}`);
}

describe('the contracts of all capabilities', () => {
  const description = openApiOf(contracts);
  const endpoints = Object.values<Contract<Right>>(contracts).flatMap((contract) => Object.entries<Endpoint>(contract));

  it('are described completely, each endpoint once', () => {
    const described = Object.values(description.paths).flatMap((operations) => Object.values(operations));
    expect(described).to.have.length(endpoints.length);
    expect(new Set(described.map(({ operationId }) => operationId)).size).to.equal(endpoints.length);
    for (const { summary } of described) expect(summary).to.match(/^\S.{5,}/);
  });

  it('point at no schema that is not there', () => {
    for (const [, ref] of JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g)) {
      expect(ref).to.match(/^#\/components\/(schemas|responses)\/Problem$/);
    }
  });

  it('name each parameter of their path, and no other', () => {
    for (const [name, { path, params }] of endpoints) {
      const named = [...path.matchAll(/:(\w+)/g)].map(([, parameter]) => parameter);
      expect(Object.keys(params?.shape ?? {}), name).to.have.members(named);
    }
  });

  it('take no property they do not know, however deep it stands', () => {
    for (const [path, operations] of Object.entries(description.paths)) {
      for (const [method, { requestBody }] of Object.entries(operations)) {
        const schema = requestBody?.content['application/json']?.schema;
        // The outermost object is made strict where requests are checked (`http.ts`).
        for (const { place, object } of objectsIn(schema)) {
          if (place !== '') expect(object.additionalProperties, `${method} ${path} ${place}`).to.equal(false);
        }
      }
    }
  });

  it('name the media types of every file that comes or goes, and no cookie as a parameter', () => {
    for (const [name, { response, mediaTypes = [], upload }] of endpoints) {
      expect(mediaTypes.length > 0, name).to.equal(response === 'file');
      for (const type of [...mediaTypes, ...(upload?.mediaTypes ?? [])])
        expect(type).to.match(/^(application|image|message|text)\//);
    }
    const { schemas: _, ...components } = description.components as JsonObject;
    expect(components.securitySchemes).to.deep.include.keys('session', 'loopbackSession');
    const parameters = Object.values(description.paths)
      .flatMap((operations) => Object.values(operations))
      .flatMap((operation) => operation.parameters);
    for (const { name, in: place } of parameters) expect(`${place} ${name}`).to.not.match(/cookie/i);
    const bytes = endpoints.filter(([, endpoint]) => endpoint.bytes !== undefined);
    const named = JSON.stringify(description).split('application/octet-stream').length - 1;
    expect(named, 'only what takes bytes as they come').to.equal(bytes.length);
  });

  it('change nothing by reading: legal effect is never had by GET', () => {
    for (const [name, { method, legalEffect, body, upload }] of endpoints) {
      if (method === 'get') expect([legalEffect, body, upload], name).to.deep.equal([undefined, undefined, undefined]);
    }
  });
});

import { toJSONSchema, type ZodObject, type ZodType } from 'zod';
import { type Contract, type Endpoint, isPersonal, positionNamed, type Right } from './contract.ts';

export interface JsonObject {
  readonly [member: string]: unknown;
}

/** One operation as the OpenAPI document and its readable page show it. */
export interface Operation extends JsonObject {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly 'x-permission': string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, RequestMedia>> };
  readonly responses: JsonObject;
}

export interface RequestMedia {
  readonly schema: JsonObject;
  readonly encoding?: JsonObject;
}

export interface Parameter extends JsonObject {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonObject;
}

export interface OpenApi extends JsonObject {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The OpenAPI 3.1 description of the contracts of all capabilities: what the server checks is what it says. */
export function openApiOf(contracts: Readonly<Record<string, Contract<Right>>>): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const [capability, contract] of Object.entries(contracts)) {
    for (const [name, endpoint] of Object.entries(contract)) {
      const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [endpoint.method]: operationOf(capability, name, endpoint) };
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Vanban', version: '1', description: 'Refusals are problem documents (RFC 9457).' },
    servers: [{ url: '/api' }],
    tags: Object.keys(contracts).map((name) => ({ name })),
    security,
    paths,
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: '__Host-vanban', description: 'Given by POST /session' },
        loopbackSession: { type: 'apiKey', in: 'cookie', name: 'vanban', description: 'The same on http://localhost' },
        attempt: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'HTTP Message Signature (RFC 9421) of another deployment: docs/exchange-protocol.md, section 6',
        },
      },
      schemas: { Problem: problemSchema },
      responses: { Problem: { description: 'The request was refused', content: problemContent } },
    },
  };
}

/** The same, made when it is first asked for and kept: it takes a fifth of a second of a start, and few starts are ever asked. */
export function openApiOnDemand(contracts: Readonly<Record<string, Contract<Right>>>): () => OpenApi {
  let made: OpenApi | undefined;
  return () => {
    made ??= openApiOf(contracts);
    return made;
  };
}

/** Either cookie is the session; neither is a parameter of any operation. */
const security = [{ session: [] }, { loopbackSession: [] }];

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', examples: ['/problems/not-found'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Id of the request' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

function operationOf(capability: string, name: string, endpoint: Endpoint): Operation {
  return {
    operationId: `${capability}.${name}`,
    tags: [capability],
    summary: endpoint.summary,
    'x-permission': endpoint.permission,
    ...securityOf(endpoint),
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(endpoint.legalEffect ? [idempotencyKey] : []),
      ...(isPersonal(endpoint.permission) ? [forPosition] : []),
      ...(comesInParts(endpoint) ? [range] : []),
    ],
    ...bodyOf(endpoint),
    responses: {
      [String(endpoint.status ?? 200)]: replyOf(endpoint),
      ...(comesInParts(endpoint) ? { '206': replyOf(endpoint) } : {}),
      ...Object.fromEntries(refusalsOf(endpoint).map((status) => [status, { $ref: '#/components/responses/Problem' }])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** What is made anew each time comes whole all the same. */
function comesInParts({ method, response }: Endpoint): boolean {
  return method === 'get' && response === 'file';
}

const range: Parameter = {
  name: 'Range',
  in: 'header',
  required: false,
  description:
    'One range of bytes (RFC 9110 §14.2); several are answered by the whole file, and so is what is made anew each time.',
  schema: { type: 'string', examples: ['bytes=0-65535'] },
};

function securityOf({ permission }: Endpoint): { security?: readonly JsonObject[] } {
  if (permission === 'public') return { security: [] };
  return permission === 'partner' ? { security: [{ attempt: [] }] } : {};
}

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One key for each act, made by the client; the same key and body give the same answer for 30 days.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,200}$' },
};

const forPosition: Parameter = {
  name: positionNamed.header,
  in: 'header',
  required: false,
  description: `For which position the request is made: the id of the position, of the person while none is chosen. If the session is in
another by now it is refused with 409 \`another-position\`. Links say it as \`${positionNamed.parameter}\` in their query.`,
  schema: { type: 'string' },
};

function parametersOf(schema: ZodObject | undefined, place: 'path' | 'query'): Parameter[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function bodyOf({ body, upload, bytes }: Endpoint): Pick<Operation, 'requestBody'> | undefined {
  if (upload) {
    const file = { type: 'string', format: 'binary', description: `At most ${upload.maxBytes} bytes` };
    const schema = { type: 'object', required: ['file'], properties: { file } };
    const encoding = { file: { contentType: upload.mediaTypes.join(', ') } };
    return { requestBody: { content: { 'multipart/form-data': { schema, encoding } } } };
  }
  if (bytes) {
    const schema = { type: 'string', format: 'binary', description: `At most ${bytes.maxBytes} bytes` };
    return { requestBody: { content: { 'application/octet-stream': { schema } } } };
  }
  return body && { requestBody: { content: { 'application/json': { schema: schemaOf(body, 'input') } } } };
}

function replyOf({ response, status, mediaTypes = [] }: Endpoint): JsonObject {
  if (status === 204) return { description: 'Done' };
  if (response === 'file') {
    const bytes = { schema: { type: 'string', format: 'binary' } };
    return {
      description: 'The bytes of the file',
      content: Object.fromEntries(mediaTypes.map((type) => [type, bytes])),
    };
  }
  if (response === 'events') return { description: 'Server-sent events', content: { 'text/event-stream': {} } };
  return { description: 'Done', content: { 'application/json': { schema: schemaOf(response, 'output') } } };
}

function refusalsOf(endpoint: Endpoint): string[] {
  const { permission, params, query, body, upload, bytes, legalEffect } = endpoint;
  const carries = body || upload || bytes;
  return [
    ...(carries || legalEffect || permission === 'partner' ? ['400'] : []),
    ...(permission === 'public' ? [] : ['401']),
    ...(isPersonal(permission) ? ['409'] : []),
    ...(isPersonal(permission) && permission !== 'session' ? ['403'] : []),
    ...(params ? ['404'] : []),
    ...(legalEffect ? ['409'] : []),
    ...(carries ? ['413', '415'] : []),
    ...(comesInParts(endpoint) ? ['416'] : []),
    ...(params || query || carries ? ['422'] : []),
    ...(upload ? ['408', '429', '507'] : []),
  ];
}

/** A schema as JSON Schema 2020-12, which is what OpenAPI 3.1 embeds; what JSON Schema cannot say is left open. */
function schemaOf(schema: ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _dialect, ...rest } = toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'throw' });
  return rest;
}

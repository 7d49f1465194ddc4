import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { pinoHttp } from 'pino-http';
import { log } from '../log.ts';

/** One line for each answered request: who asked (by `TRUST_PROXY`), for what, the outcome. Never the query: it may hold names. */
export const logRequests: RequestHandler = pinoHttp<IncomingMessage, ServerResponse>({
  logger: log,
  genReqId: (_request, response) => String((response as Response).locals.requestId),
  customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
  quietReqLogger: true,
  serializers: {
    req: (request: { method: string; raw: Pick<Request, 'originalUrl' | 'res'> }) => ({
      method: request.method,
      path: request.raw.originalUrl.split('?')[0],
      peer: request.raw.res?.locals.peer,
    }),
    res: (response: { statusCode: number }) => ({ status: response.statusCode }),
  },
  customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
  customErrorObject: (_request, _response, _error, entry) => ({ ...entry, err: undefined }),
});

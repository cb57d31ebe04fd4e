import { type Params } from 'nestjs-pino';
import { type Config } from './config.js';

/** One line for each call: method, path without its query, status. Never a body, a header with a secret or a query, which may name a serial number. */
export function loggerParams(config: Config): Params {
  return {
    pinoHttp: {
      level: config['log.level'],
      base: { node: config['node.state'] },
      serializers: {
        req: (request: { id: unknown; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: request.url.split('?')[0],
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        err: (error: Error) => ({ type: error.name, message: error.message, stack: error.stack }),
      },
      redact: {
        paths: ['req.headers', 'res.headers', '*.password', '*.token', '*.serial', '*.name', '*.body', '*.privateKey'],
        censor: '[not logged]',
      },
      customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'debug'),
      quietReqLogger: true,
    },
  };
}

import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { randomUUID } from 'node:crypto';
import { type Config } from './config.js';
import { answerUnreadableUrl, ErrorFilter } from './error.filter.js';
import { RefusalPages } from './refusal-pages.js';
import { createValidationPipe } from './validation.js';

/** Bodies that a controller takes as the very bytes that came. */
const RAW_TYPES = ['application/jose', 'application/octet-stream'];

export function createAdapter(config: Config): FastifyAdapter {
  const proxies = config['http.trustedProxies'];
  return new FastifyAdapter({
    bodyLimit: config['http.maxBodyBytes'],
    trustProxy: proxies === '' ? false : proxies.split(',').map((one) => one.trim()),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    frameworkErrors: answerUnreadableUrl,
    routerOptions: { maxParamLength: 200 },
  });
}

/** Everything between the socket and the routes; main and the tests call it alike, before `init`. */
export async function configureHttp(app: NestFastifyApplication, config: Config): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: contentPolicy(config),
    hsts: config['http.publicUrl'].startsWith('https://'),
  });
  await app.register(cookie);
  // A file is read by whoever takes it, under that reader's own limit; this one is the largest of them.
  const fileSize = Math.max(config['http.maxBodyBytes'], config['markings.importMaxBytes']);
  await app.register(multipart, { limits: { fileSize, files: 1, fields: 20 } });
  await app.register(rateLimit, { global: true, max: config['http.ratePerMinute'], timeWindow: '1 minute' });
  for (const type of RAW_TYPES)
    app.useBodyParser(type, { bodyLimit: config['http.maxBodyBytes'] }, (_request, body, done) => {
      done(null, body);
    });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ErrorFilter(app.get(RefusalPages)));
  documentApi(app);
}

/** OpenAPI 3.1 at /api/docs, its JSON at /api/docs-json. */
function documentApi(app: NestFastifyApplication): void {
  const outline = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Proofmark')
    .setDescription(
      'A national node for marking and tracing small arms. Every error is a problem document (RFC 9457) with a stable code.',
    )
    .setVersion('1')
    .addCookieAuth('proofmark')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, outline), {
    customSiteTitle: 'Proofmark API',
  });
}

/** Our own files only; the page of the API's documentation carries its styles inline. */
function contentPolicy(config: Config): { useDefaults: false; directives: Record<string, string[]> } {
  return {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      'object-src': ["'none'"],
      'img-src': ["'self'", 'data:'],
      'style-src': ["'self'", "'unsafe-inline'"],
      ...(config['http.publicUrl'].startsWith('https://') ? { 'upgrade-insecure-requests': [] } : {}),
    },
  };
}

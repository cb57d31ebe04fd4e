import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type AssetName = 'ltr.css' | 'rtl.css' | 'proofmark.js';

/** Styles and scripts, made by the build, under names that carry the hash of their content: a browser keeps them for ever. */
@Injectable()
export class Assets implements OnModuleInit {
  private readonly folder = FOLDERS.find((one) => existsSync(join(one, 'manifest.json')));
  private readonly names: Readonly<Record<string, string>> =
    this.folder === undefined
      ? {}
      : (JSON.parse(readFileSync(join(this.folder, 'manifest.json'), 'utf8')) as Record<string, string>);

  constructor(private readonly adapterHost: HttpAdapterHost) {}

  onModuleInit(): void {
    const { httpAdapter } = this.adapterHost as { httpAdapter?: HttpAdapterHost['httpAdapter'] };
    if (httpAdapter?.getType() !== 'fastify' || this.folder === undefined) return;
    void httpAdapter.getInstance<FastifyInstance>().register(fastifyStatic, {
      root: this.folder,
      prefix: '/assets/',
      decorateReply: false,
      immutable: true,
      maxAge: '365d',
      index: false,
      preCompressed: true,
    });
  }

  /** A page whose styles were not built is still a page. */
  urlOf(name: AssetName): string {
    return `/assets/${this.names[name] ?? name}`;
  }
}

/** Beside the compiled pages; for sources that run uncompiled, those of the last build. */
const FOLDERS = [
  join(import.meta.dirname, '..', 'assets'),
  join(import.meta.dirname, '..', '..', '..', 'dist', 'src', 'web', 'assets'),
];

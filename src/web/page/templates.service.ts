import { Inject, Injectable } from '@nestjs/common';
import nunjucks from 'nunjucks';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { CONFIG, type Config } from '../../platform/config.js';

const resolve = createRequire(import.meta.url);
const packageFolder = (name: string): string => dirname(resolve.resolve(`${name}/package.json`));

/** The templates: our own beside their pages, the components of GOV.UK and of the Ministry of Justice from their packages. */
@Injectable()
export class Templates {
  private readonly environment: nunjucks.Environment;

  constructor(@Inject(CONFIG) config: Config) {
    const folders = [
      join(import.meta.dirname, '..'),
      join(packageFolder('govuk-frontend'), 'dist'),
      packageFolder('@ministryofjustice/frontend'),
    ];
    this.environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders, { noCache: false }), {
      autoescape: true,
      trimBlocks: true,
      lstripBlocks: true,
      // A misspelled member shows in a test, and never as an error of the page in front of a person.
      throwOnUndefined: config['node.mode'] === 'test',
    });
  }

  render(name: string, context: object): string {
    return this.environment.render(`${name}.njk`, context);
  }
}

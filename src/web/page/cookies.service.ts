import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../platform/config.js';

/** The pages' own cookies; none of them says who somebody is. Cookies know no ports: the State's code keeps two nodes apart. */
@Injectable()
export class Cookies {
  private readonly overHttps: boolean;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.overHttps = config['http.publicUrl'].startsWith('https:');
  }

  read(request: FastifyRequest, purpose: CookiePurpose): string | undefined {
    return request.cookies[this.nameOf(purpose)];
  }

  write(reply: FastifyReply, purpose: CookiePurpose, value: string): void {
    this.set(reply, purpose, value, MAX_AGE_SECONDS[purpose]);
  }

  clear(reply: FastifyReply, purpose: CookiePurpose): void {
    this.set(reply, purpose, '', 0);
  }

  private set(reply: FastifyReply, purpose: CookiePurpose, value: string, maxAge: number): void {
    void reply.setCookie(this.nameOf(purpose), value, {
      path: '/',
      httpOnly: true,
      sameSite: 'strict',
      secure: this.overHttps,
      maxAge,
    });
  }

  private nameOf(purpose: CookiePurpose): string {
    const name = `proofmark-${this.config['node.state']}-${purpose}`;
    return this.overHttps ? `__Host-${name}` : name;
  }
}

/** `stranger`: what a form token is bound to before there is a session. */
export type CookiePurpose = 'language' | 'stranger' | 'notice';

const MAX_AGE_SECONDS = {
  language: 31_536_000,
  stranger: 86_400,
  notice: 60,
} as const satisfies Record<CookiePurpose, number>;

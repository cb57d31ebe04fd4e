import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACTIONS, type Action } from '../../domain/access/policy.js';
import { PERMIT, type PermitMetadata } from '../../platform/access/permit.decorator.js';
import { OPEN_ROUTES } from './open-routes.js';

export interface RoutePermit {
  readonly method: string;
  /** With its parameters: `/api/people/:id`. */
  readonly path: string;
  readonly permit: PermitMetadata | undefined;
}

/** Every route of the node with what it asks for; a node with a route that asks for nothing does not start. */
@Injectable()
export class RoutePermits implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onApplicationBootstrap(): void {
    const wrong = this.list().flatMap(faultOf);
    if (wrong.length > 0) throw new Error(`routes without a valid permit:\n${wrong.join('\n')}`);
  }

  list(): readonly RoutePermit[] {
    return this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (typeof metatype === 'function' ? this.routesOf(metatype as Controller) : []));
  }

  private routesOf(controller: Controller): readonly RoutePermit[] {
    const prototype = controller.prototype as Readonly<Record<string, unknown>>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name] as Controller;
      const paths = pathsOf(handler);
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const permit = this.reflector.getAllAndOverride<PermitMetadata | undefined>(PERMIT, [handler, controller]);
      return pathsOf(controller).flatMap((prefix) =>
        paths.map((path) => ({ method, path: join(prefix, path), permit })),
      );
    });
  }
}

// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- Nest's own type of what it discovers
type Controller = Function;

function faultOf({ method, path, permit }: RoutePermit): readonly string[] {
  const route = `${method} ${path}`;
  if (permit === undefined) return [`${route}: no @Permit`];
  if (permit.action === 'open')
    return route in OPEN_ROUTES ? [] : [`${route}: open, and not in the list of open routes`];
  return ACTIONS.includes(permit.action as Action) ? [] : [`${route}: no action "${permit.action}"`];
}

function pathsOf(target: Controller): readonly string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | readonly string[] | undefined;
  return path === undefined ? [] : [path].flat();
}

function join(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}

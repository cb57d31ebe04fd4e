/**
 * Every address of a page. `route` is what a page's `@Get` and `@Post` take; `to` builds the address. Each area has its own block: add
 * yours below the last one.
 */
export const paths = {
  // entry
  home: page('/'),
  signIn: page('/sign-in'),
  signOut: page('/sign-out'),
  language: page('/language'),
  glossary: page('/glossary'),

  // work

  // cases
  caseView: page('/cases/:id'),

  // answering
  answer: page('/cases/:id/answer'),
  answerSearch: page('/cases/:id/answer/search'),
  answerComposition: page('/cases/:id/answer/composition'),
  answerPreview: page('/cases/:id/answer/preview'),
  answerLetter: page('/cases/:id/answer/letters/:kind'),
  approve: page('/cases/:id/approval'),
  approvals: page('/approvals'),
  approveMany: page('/approvals/requests'),

  // requests

  // police
  markingQuery: page('/markings'),
  recoveries: page('/recoveries'),
  handIn: page('/recoveries/new'),

  // registry
  firearms: page('/firearms'),
  firearmView: page('/firearms/:id'),

  // auditing

  // administration
} as const;

export interface PagePath<P extends readonly string[]> {
  readonly route: string;
  /** Parameters in the order in which the route names them. */
  to(...parameters: P): string;
}

/** `page('/cases/:id')`: one string for each `:parameter`. */
export function page<R extends string>(route: R): PagePath<ParametersOf<R>> {
  return {
    route,
    to: (...parameters) => {
      const values = [...parameters] as string[];
      return route.replaceAll(/:\w+/g, () => encodeURIComponent(values.shift() ?? ''));
    },
  };
}

/** Addresses that programs call: their refusals stay problem documents. */
export function isPagePath(url: string): boolean {
  return !/^\/(?:api|exchange|health|assets)(?:[/?]|$)/.test(url);
}

/** An address of this node that a form or a sign-in may lead back to; anything else, another site's above all, is undefined. */
export function localPath(text: unknown): string | undefined {
  const fits = typeof text === 'string' && text.length <= 2000 && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text);
  return fits && isPagePath(text) ? text : undefined;
}

type ParametersOf<R extends string> = R extends `${string}:${infer Rest}`
  ? readonly [string, ...(Rest extends `${string}/${infer Tail}` ? ParametersOf<`/${Tail}`> : [])]
  : readonly [];

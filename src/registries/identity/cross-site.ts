/** Methods that change nothing (RFC 9110 9.2.1) need no proof of where the call comes from. */
const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

export interface SiteHeaders {
  readonly 'sec-fetch-site'?: string | string[] | undefined;
  readonly 'origin'?: string | undefined;
  readonly 'x-proofmark'?: string | string[] | undefined;
}

/**
 * Does a changing call come from another site? Only browsers lend a cookie to a stranger's page, and every browser of today says where
 * a call comes from; a program that sends neither header must set `X-Proofmark`, which no foreign page can without asking first.
 */
export function isCrossSite(method: string, headers: SiteHeaders, publicUrl: string, cookieUsed: boolean): boolean {
  if (SAFE_METHODS.includes(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin';
  if (headers.origin !== undefined) return headers.origin !== new URL(publicUrl).origin;
  return cookieUsed && headers['x-proofmark'] === undefined;
}

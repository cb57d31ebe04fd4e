/**
 * The whole list of what answers without a signed-in actor, and why. A route marked `open` that is not here does not start, and
 * neither does a line here that no route stands behind, unless its room is not loaded.
 */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  'GET /health/live': 'the machine that restarts a dead process has no account',
  'GET /health/ready': 'the same, for a process that cannot work',
  'POST /api/auth/sign-in': 'how one becomes signed in',
  'POST /api/auth/links/:token': 'an invitation or a reset: the secret in the link stands for the sign-in',
  'POST /partner/envelopes': 'a partner State proves itself by its signature, judged inside',
};

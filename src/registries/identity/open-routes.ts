/**
 * The whole list of what answers without a signed-in actor, and why. A node with an `open` route that is not here does not start;
 * the review of the access matrix finds a line that no route stands behind.
 */
export const OPEN_ROUTES: Readonly<Record<string, string>> = {
  'GET /health/live': 'the machine that restarts a dead process has no account',
  'GET /health/ready': 'the same, for a process that cannot work',
  'POST /api/auth/sign-in': 'how one becomes signed in',
  'POST /api/auth/links/:token': 'an invitation or a reset: the secret in the link stands for the sign-in',
  'GET /sign-in': 'the page of the sign-in',
  'POST /sign-in': 'how a person becomes signed in',
  'GET /links/:token': 'the page of an invitation or a reset: looking at it changes nothing',
  'POST /links/:token': 'the secret in the link stands for the sign-in',
  'GET /founding': 'a node without people has nobody who could sign in; afterwards it leads to the sign-in',
  'POST /founding': 'asks for the set-up code that the node printed at its start, and works once in its life',
  'POST /language': 'who cannot read the sign-in cannot sign in',
  'GET /exchange/capabilities': 'a partner asks which versions and sizes we take; it says nothing about anybody',
  'POST /exchange/envelopes': 'a partner State proves itself by the signature inside the envelope',
  'POST /exchange/resend': 'the same, by a signed question',
  'POST /exchange/recover': 'the same, and the answer is sealed to the asker',
};

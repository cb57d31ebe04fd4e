import { Buffer } from 'buffer/';

/* The package does not know base64url, in which the ledger writes its hashes. */
const from = Buffer.from;
Buffer.from = (value, encoding, length) =>
  encoding === 'base64url'
    ? from(value.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
    : from(value, encoding, length);
const toText = Buffer.prototype.toString;
Buffer.prototype.toString = function (encoding, ...rest) {
  return encoding === 'base64url'
    ? toText.call(this, 'base64').replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
    : toText.call(this, encoding, ...rest);
};

export { Buffer };

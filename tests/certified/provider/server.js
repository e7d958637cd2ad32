// A certified OpenID provider on this machine: node server.js CERTIFICATE KEY MAIN REDIRECT
// Tells its issuer on the first line; a line of milliseconds puts its clock so far ahead.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [certificate, key, main, redirect] = process.argv.slice(2);
const Clock = Date;
let ahead = 0;
globalThis.Date = class extends Clock {
  constructor(...told) {
    super(...(told.length ? told : [Clock.now() + ahead]));
  }
  static now() {
    return Clock.now() + ahead;
  }
};
createInterface({ input: process.stdin })
  .on('line', (line) => { ahead = Number(line); console.log(ahead); })
  .on('close', () => process.exit(0));

const { Provider } = await import(pathToFileURL(main));
const jwk = (kind, how, kid) =>
  ({ ...generateKeyPairSync(kind, how).privateKey.export({ format: 'jwk' }), kid, use: 'sig' });
const client = (algorithm, more) => ({
  client_id: `examendag-${algorithm}`,
  application_type: 'native',
  redirect_uris: [redirect],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  token_endpoint_auth_method: 'none',
  id_token_signed_response_alg: algorithm,
  ...more,
});
const secret = (way) => ({ client_secret: 'a secret: 50%+~', token_endpoint_auth_method: way });

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) });
server.listen(0, '127.0.0.1', () => {
  const issuer = `https://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client('RS256'),
      client('ES256', secret('client_secret_basic')),
      client('PS256', secret('client_secret_post')),
    ],
    jwks: { keys: [jwk('rsa', { modulusLength: 2048 }, 'r'), jwk('ec', { namedCurve: 'P-256' }, 'e')] },
    pkce: { required: () => true },
    cookies: { keys: ['of this run alone'] },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});

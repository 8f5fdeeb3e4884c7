import { AppError } from '#shared/error.ts';

/** The origin of a typed server address: https, or http on this machine only. Throws invalid_input. */
export function toServerUrl(typed: string): string {
  const text = typed.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${isLocal(text) ? 'http' : 'https'}://${text}`;
  if (text === '' || !URL.canParse(withScheme)) {
    throw new AppError('invalid_input', 'This is not a web address. It looks like https://parley.example.com.');
  }
  const { protocol, hostname, origin, username, password } = new URL(withScheme);
  if (username !== '' || password !== '') {
    throw new AppError('invalid_input', 'Leave user name and password out of the address; you sign in afterwards.');
  }
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal(hostname))) {
    throw new AppError(
      'invalid_input',
      'The address must begin with https://. Only servers on this computer may use http://.',
    );
  }
  return origin;
}

function isLocal(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

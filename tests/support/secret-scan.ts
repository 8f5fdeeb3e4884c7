// Looks for secrets in bytes, also where somebody encoded them.

export interface Secret {
  name: string;
  /** As it is handed over: text, or the bytes of a key. */
  value: string | Buffer;
}

/** Every secret that stands in `bytes`, with the form in which it does. */
export function findSecrets(bytes: Buffer, secrets: readonly Secret[]): { name: string; form: string }[] {
  // One byte a character, so that any bytes can be searched as text.
  const text = bytes.toString('latin1');
  return secrets.flatMap(({ name, value }) =>
    formsOf(value).flatMap(([form, wanted]) => (text.includes(wanted) ? [{ name, form }] : [])),
  );
}

function formsOf(value: string | Buffer): [form: string, wanted: string][] {
  const known = forms.get(value);
  if (known !== undefined) return known;
  const bytes = Buffer.from(value);
  const fresh: [string, string][] = [
    ['plain', bytes.toString('latin1')],
    ['hex', bytes.toString('hex')],
    ['HEX', bytes.toString('hex').toUpperCase()],
    ['UTF-16', Buffer.from(bytes.toString('latin1'), 'utf16le').toString('latin1')],
    // Base64 looks different by where in a group of three the secret begins; what hangs on its neighbours is cut off.
    ...[0, 1, 2].flatMap((offset): [string, string][] => {
      const coded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
      const sure = coded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + bytes.length) * 4) / 3) - 1);
      return [
        [`base64 at ${offset}`, sure],
        [`base64url at ${offset}`, sure.replaceAll('+', '-').replaceAll('/', '_')],
      ];
    }),
  ];
  if (typeof value === 'string') {
    fresh.push(['URL', encodeURIComponent(value)], ['JSON', JSON.stringify(value).slice(1, -1)]);
  }
  const unique = fresh.filter(([, wanted], index) => fresh.findIndex(([, other]) => other === wanted) === index);
  forms.set(value, unique);
  return unique;
}
const forms = new Map<string | Buffer, [string, string][]>();

/** An answer that a program of ours gave. */
export interface RecordedAnswer {
  /** `POST /api/users`, without the query. */
  call: string;
  status: number;
  text: string;
}

/** Keeps every answer that `fetch` gets in this process from addresses that begin with `origin`, until `stop`. */
export function recordAnswers(isOurs: (url: string) => boolean): { answers: RecordedAnswer[]; stop(): void } {
  const original = globalThis.fetch;
  const answers: RecordedAnswer[] = [];
  globalThis.fetch = async (input, init) => {
    const response = await original(input, init);
    const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url;
    if (isOurs(url)) {
      const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      const { pathname } = new URL(url);
      const text = `${headers}\n\n${Buffer.from(await response.clone().arrayBuffer()).toString('latin1')}`;
      answers.push({ call: `${init?.method ?? 'GET'} ${pathname}`, status: response.status, text });
    }
    return response;
  };
  return { answers, stop: () => void (globalThis.fetch = original) };
}

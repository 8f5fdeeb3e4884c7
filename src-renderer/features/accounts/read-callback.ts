/** What Meta's dialog sends back through the browser. */
export interface Callback {
  code: string;
  state: string;
}

/** From the address a browser ended at, or from the link on that page; null: neither. Pure. */
export function readCallback(text: string): Callback | null {
  if (!URL.canParse(text.trim())) return null;
  const { searchParams } = new URL(text.trim());
  const [code, state] = [searchParams.get('code'), searchParams.get('state')];
  return code === null || state === null || code === '' ? null : { code, state };
}

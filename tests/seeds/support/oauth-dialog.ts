/**
 * What the person does in Meta's dialog: agrees to connect a new number. Resolves with the address that the browser is
 * sent back to, which holds `code` and `state`.
 */
export async function agreeInDialog(dialog: string, phone: string): Promise<URL> {
  const asked = new URL(dialog);
  const form = { action: 'continue', choice: 'new', account_name: 'Marlow Bakery', display_name: 'Bakery', phone };
  const response = await fetch(`${asked.origin}/dialog/oauth`, {
    method: 'POST',
    body: new URLSearchParams({ ...Object.fromEntries(asked.searchParams), ...form }),
  });
  const [, outcome = ''] = /data-outcome="([^"]*)"/.exec(await response.text()) ?? [];
  // The simulator's own page: JSON in an attribute, its quotes as numbers.
  const { next } = JSON.parse(outcome.replaceAll(/&#(\d+);/g, (_all, code) => String.fromCharCode(Number(code)))) as {
    next: string;
  };
  return new URL(next);
}

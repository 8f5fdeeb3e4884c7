/** `0:07`, `12:30` */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** `820 B`, `14 kB`, `2.3 MB` */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `$89.00`; a currency nobody knows is written behind the number. */
export function formatMoney(amount: number, currency: string): string {
  try {
    return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount.toFixed(2)} ${currency}`;
  }
}

/** What is left of an offer: `ends in 2 d 4 h`, `ends in 12 min`, `ended`. */
export function formatTimeLeft(endsAt: number, now: number): string {
  const minutes = Math.ceil((endsAt - now) / 60_000);
  if (minutes <= 0) return 'ended';
  if (minutes < 60) return `ends in ${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `ends in ${hours} h ${minutes % 60} min`;
  return `ends in ${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `PDF`, `DOCX`, from the name or else the type of a file. */
export function fileKind(filename: string | null, mimeType: string): string {
  const [, extension] = /\.([a-z0-9]{1,5})$/i.exec(filename ?? '') ?? [];
  return (extension ?? mimeType.split('/').at(-1)?.split(/[.+-]/).at(-1) ?? 'file').toUpperCase();
}

/** At most so long, and never half a character at the end. */
export const clip = (text: string, length: number): string => text.slice(0, length).toWellFormed();

/** What fits into a line of our contents; null for nothing. */
export const line = (text: string | undefined): string | null => (text ? clip(text, 4096) : null);

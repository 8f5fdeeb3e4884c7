/** A row of docs/troubleshooting.md: what one sees, why it happens, what to do. */
export interface HelpRow {
  title: string;
  parts: { lead: string | null; text: string }[];
}

/** The row under this heading; null: the page has none. Pure. */
export function readHelp(page: string, title: string): HelpRow | null {
  const [, text] = page.split(`\n### ${title}\n`);
  if (text === undefined) return null;
  const [row = ''] = text.split(/\n##/u);
  const parts = row
    .trim()
    .split(/\n\n|\n(?=- )/u)
    .map((part) => plain(part.replace(/^- /u, '').replace(/\s+/gu, ' ')));
  return {
    title,
    parts: parts.map((part) => {
      const [, lead = null, rest = part] = /^(Why|What to do|Also): (.*)$/u.exec(part) ?? [];
      return { lead, text: rest };
    }),
  };
}

/** Without the marks of Markdown: emphasis, code, links. */
function plain(text: string): string {
  return text
    .replace(/\*\*(.+?)\*\*/gu, '$1')
    .replace(/`([^`]+)`/gu, '$1')
    .replace(/\[([^\]]+)\]\([^)]*\)/gu, '$1')
    .replace(/(^|[\s(])_([^_]+)_(?=[\s).,;:]|$)/gu, '$1$2');
}

/**
 * The page on which a browser arrives from Meta's dialog: it hands code and state to the desktop by its deep link
 * (ruling 60), and has a link for browsers that don't follow by themselves.
 */
export function callbackPage(query: {
  code?: string | undefined;
  state?: string | undefined;
  error_description?: string | undefined;
}): string {
  const { code, state, error_description: problem } = query;
  if (code === undefined || state === undefined) {
    return page('Not connected', `<p>${escape(problem ?? 'The dialog was closed.')} Start again in Parley.</p>`);
  }
  const link = `parley-desktop://auth-callback?${new URLSearchParams({ code, state })}`;
  return page(
    'Almost done',
    `<p><a href="${escape(link)}">Back to Parley</a></p>`,
    `<meta http-equiv="refresh" content="0;url=${escape(link)}">`,
  );
}

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>${head}</head>
<body><main><h1>${title}</h1>${body}</main></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

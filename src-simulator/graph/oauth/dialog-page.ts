import type { GraphParts } from '../graph.ts';
import type { Parameters } from '../parameters.ts';
import type { DialogRequest } from './dialog-request.ts';

/** Parameters of the dialog that its form carries on. */
const carried = ['client_id', 'redirect_uri', 'state', 'scope', 'extras', 'origin', 'response_type', 'config_id'];

/** The popup: what the app wants, what may be shared, Continue and Cancel. `form` fills in what was sent before. */
export function dialogPage(
  parts: GraphParts,
  request: DialogRequest,
  form: Parameters,
  problem: string | null = null,
): string {
  const { company } = parts;
  const before = (name: string, otherwise = ''): string =>
    escape(typeof form[name] === 'string' ? form[name] : otherwise);
  const isSharing = request.feature === 'only_waba_sharing';
  const firstChoice = isSharing ? `account:${company.wabas[0]?.id}` : `number:${company.wabas[0]?.numbers[0]?.id}`;
  const chosen = typeof form['choice'] === 'string' ? form['choice'] : firstChoice;
  const radio = (value: string, label: string, note: string): string =>
    `<label class="choice"><input type="radio" name="choice" value="${escape(value)}"${value === chosen ? ' checked' : ''}>
      <span><strong>${escape(label)}</strong><small>${escape(note)}</small></span></label>`;

  const accounts = company.wabas.map((waba) => {
    const numbers = waba.numbers.map((number) => {
      const state = parts.nodes.stateOf(number);
      const where = state.isCoexistence
        ? 'also in the WhatsApp Business app'
        : state.isRegistered
          ? 'connected'
          : 'new';
      return radio(`number:${number.id}`, number.display, `${number.verifiedName}, ${where}`);
    });
    return `<fieldset><legend>${escape(waba.name)}</legend>
      ${isSharing ? '' : numbers.join('\n')}
      ${radio(`account:${waba.id}`, 'The account only', 'a number can be added later')}
    </fieldset>`;
  });
  const isInApp =
    form['in_app'] === 'on' || (form['choice'] === undefined && request.feature === 'whatsapp_business_app_onboarding');
  const options = company.wabas
    .map(({ id, name }) => `<option value="${id}"${form['new_in'] === id ? ' selected' : ''}>${escape(name)}</option>`)
    .join('');
  const creation = isSharing
    ? ''
    : `<fieldset><legend>Something new</legend>
      ${radio('new', 'A new phone number', 'it is verified here and must be registered afterwards')}
      <label>Account <select name="new_in"><option value="">A new account</option>${options}</select></label>
      <label>Name of the new account <input name="account_name" value="${before('account_name', 'New account')}" maxlength="75"></label>
      <label>Phone number <input name="phone" type="tel" value="${before('phone', '+1 202 555 0177')}" maxlength="30"></label>
      <label>Display name <input name="display_name" value="${before('display_name', 'New number')}" maxlength="100"></label>
      <label class="choice"><input type="checkbox" name="in_app"${isInApp ? ' checked' : ''}>
        <span>The number is used in the WhatsApp Business app and stays there</span></label>
    </fieldset>`;

  return page(
    `Connect to ${company.appName}`,
    `<h1>${escape(company.appName)} wants to connect to WhatsApp</h1>
    <p>It will be able to: ${request.scopes.map((scope) => `<code>${scope}</code>`).join(', ')}.</p>
    ${problem === null ? '' : `<p class="problem" role="alert">${escape(problem)}</p>`}
    <form method="post" action="/dialog/oauth">
      ${carried.map((name) => (typeof form[name] === 'string' ? `<input type="hidden" name="${name}" value="${before(name)}">` : '')).join('')}
      <fieldset><legend>Business portfolio</legend>
        <label class="choice"><input type="radio" name="business" value="${company.businessId}" checked>
          <span><strong>${escape(company.businessName)}</strong></span></label>
      </fieldset>
      ${accounts.join('\n')}
      ${creation}
      <div class="buttons">
        <!-- First, so that Enter in a field means it. -->
        <button name="action" value="continue" class="main">Continue</button>
        <button name="action" value="cancel">Cancel</button>
      </div>
    </form>`,
  );
}

/** The last page: its script tells the opener what happened and goes on to `next`. */
export function endPage(outcome: {
  message: object;
  code: string | null;
  origin: string | null;
  next: string | null;
}): string {
  const link =
    outcome.next === null
      ? '<p>You can close this window.</p>'
      : `<p><a id="next" href="${escape(outcome.next)}">Go back to the app</a></p>`;
  return page(
    'Done',
    `<h1>Done</h1>${link}
    <script src="/dialog/end.js" data-outcome="${escape(JSON.stringify(outcome))}"></script>`,
  );
}

export function problemPage(problem: string): string {
  return page('Error', `<h1>Sorry, something went wrong</h1><p class="problem" role="alert">${escape(problem)}</p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/dialog/dialog.css">
</head>
<body><main>${body}</main></body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

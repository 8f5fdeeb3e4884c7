// The one page of the backend where somebody types: they come by a link and have no desktop yet. The token stands behind
// the # and goes nowhere but into the request's body.

export const passwordPageHtml = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer">
<title>Parley: set your password</title>
<h1>Set your password</h1>
<form id="form">
  <p><label>New password, at least 12 characters<br>
  <input id="password" type="password" autocomplete="new-password" minlength="12" maxlength="256" required></label></p>
  <p><label>Once more<br>
  <input id="again" type="password" autocomplete="new-password" required></label></p>
  <p><button>Set password</button></p>
</form>
<p id="outcome" role="status"></p>
<script src="/set-password.js"></script>
</html>
`;

export const passwordPageScript = `const form = document.getElementById('form');
const outcome = document.getElementById('outcome');
const token = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const password = document.getElementById('password').value;
  if (password !== document.getElementById('again').value) {
    outcome.textContent = 'The two passwords differ.';
    return;
  }
  outcome.textContent = 'One moment…';
  try {
    const response = await fetch('/api/auth/password-link', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, password }),
    });
    if (response.ok) form.remove();
    outcome.textContent = response.ok
      ? 'Your password is set. Sign in with your e-mail address in the Parley desktop.'
      : (await response.json()).message;
  } catch {
    outcome.textContent = 'The server could not be reached; please try again.';
  }
});
`;

export const passwordPagePolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

import { type Html, html, prose } from './html.ts';
import type { JsonSchema, OpenApi } from './openapi-document.ts';
import { fieldsTable, typeWords } from './page-fields.ts';
import { renderRoute, type Route } from './page-route.ts';

// /docs: the OpenAPI document for people. Everything is there without the script; that only searches.

const scriptless = "default-src 'none'; style-src 'self'; script-src 'self'";
export const pagePolicy = `${scriptless}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export function renderPage(document: OpenApi): string {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Route => ({ path, method, operation })),
  );
  const groups = document.tags.map((tag) => ({
    ...tag,
    id: `group-${tag.name.toLowerCase().replace(/[^a-z]+/g, '-')}`,
    routes: routes.filter(({ operation }) => operation.tags[0] === tag.name),
  }));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Parley API</title>
        <link rel="stylesheet" href="/docs/docs.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the routes</a>
        <header>
          <h1>Parley API <small>${document.info.version}</small></h1>
          <div class="search" role="search">
            <label for="search">Search</label>
            <input
              id="search"
              type="search"
              placeholder="Path, word or role"
              autocomplete="off"
              spellcheck="false"
            /><kbd>/</kbd>
          </div>
          <p id="found" role="status"></p>
        </header>
        <nav aria-label="Features">
          <ul>
            ${groups.map(
              ({ id, name, routes: own }) =>
                html`<li>
                  <a href="#${id}">${name} <small>${own.length}</small></a>
                </li>`,
            )}
            <li><a href="#schemas">Schemas</a></li>
          </ul>
        </nav>
        <main id="main" tabindex="-1">
          ${introduction(document)}
          ${groups.map(
            ({ id, name, description, routes: own }) =>
              html`<section aria-labelledby="${id}">
                <h2 id="${id}">${name}</h2>
                <p>${prose(description)}</p>
                ${own.map((route) => renderRoute(route, document))}
              </section>`,
          )}
          ${schemas(document)}
        </main>
        <script src="/docs/docs.js"></script>
      </body>
    </html> `.text;
}

function introduction({ components }: OpenApi): Html {
  return html`<section aria-labelledby="start">
    <h2 id="start">How to call it</h2>
    <p>
      JSON over HTTP at the address of this page; the same for programs:
      <a href="/openapi.json">openapi.json</a>. In the examples, <code>$PARLEY_URL</code> is that address, and
      <code>$TOKEN</code> goes into the header <code>Authorization: Bearer …</code>. It is one of these:
    </p>
    <dl>
      ${Object.entries(components.securitySchemes).map(
        ([name, { description }]) =>
          html`<dt><code>${name}</code></dt>
            <dd>${prose(description)}</dd>`,
      )}
    </dl>
    <p>
      Errors of every route have one body: <code>success: false</code>, a <code>message</code> for people, a
      <code>code</code> for programs, sometimes <code>details</code>, and the <code>correlationId</code> under which the
      log knows it. Codes: ${typeWords(components.schemas['ErrorCode'] ?? {})}.
    </p>
  </section>`;
}

function schemas({ components }: OpenApi): Html {
  const all = Object.entries(components.schemas).sort(([one], [other]) => one.localeCompare(other));
  return html`<section aria-labelledby="schemas">
    <h2 id="schemas">Schemas</h2>
    <p>What the routes above name.</p>
    ${all.map(
      ([name, schema]) =>
        html`<details class="schema" id="schema-${name}" data-words="${name.toLowerCase()}">
          <summary><h3>${name}</h3></summary>
          <div class="body">${choices(schema, name, components.schemas)}</div>
        </details>`,
    )}
  </section>`;
}

function choices(schema: JsonSchema, name: string, all: Readonly<Record<string, JsonSchema>>): Html {
  const parts = schema.oneOf ?? schema.anyOf;
  if (parts === undefined) return fieldsTable(schema, name, all);
  return html`<p>One of these:</p>
    ${parts.map((part, index) => fieldsTable(part, `${name}, no. ${index + 1}`, all))}`;
}

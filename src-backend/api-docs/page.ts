import { Html, html, nothing, prose } from './html.ts';
import type { Answer, JsonSchema, OpenApi, Operation, Parameter } from './openapi-document.ts';
import { fieldsTable, typeWords } from './page-fields.ts';

// /docs: the OpenAPI document for people. Everything is there without the script; that only searches.

interface Route {
  path: string;
  method: string;
  operation: Operation;
}

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

function renderRoute({ path, method, operation }: Route, document: OpenApi): Html {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const callers = operation['x-parley-callers'];
  const words = [method, path, summary, description ?? '', callers, operation.tags[0], operationId].join(' ');
  return html`<details class="route" id="${operationId}" data-words="${words.toLowerCase()}">
    <summary>
      <h3>
        <span class="method ${method}">${method.toUpperCase()}</span> <code class="path">${path}</code>
        <span class="what">${summary}</span>
      </h3>
    </summary>
    <div class="body">
      ${description === undefined ? nothing : html`<p>${prose(description)}</p>`}
      <p class="callers"><strong>Who may call it:</strong> ${callers}</p>
      ${parameters.length === 0 ? nothing : parametersTable(parameters, path)}
      ${requestBody === undefined ? nothing : body(requestBody.content, document)}
      <h4>Example</h4>
      ${code(curlOf({ path, method, operation }), `curl for ${summary}`)}
      ${Object.entries(responses).map(([status, answer]) => renderAnswer(status, answer, document))}
    </div>
  </details>`;
}

function parametersTable(parameters: readonly Parameter[], path: string): Html {
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) =>
      html`<tr>
        <th scope="row"><code>${name}</code>${required ? nothing : html` <small>optional</small>`}</th>
        <td>${place}</td>
        <td>${typeWords(schema)}${description === undefined ? nothing : html`. ${prose(description)}`}</td>
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Parameters of ${path}">
    <table>
      <caption>
        Parameters
      </caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">In</th>
          <th scope="col">Type and limits</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function body(content: NonNullable<Operation['requestBody']>['content'], { components }: OpenApi): Html {
  return html`${Object.entries(content).map(([type, { schema }]) => fieldsTable(schema, `Body (${type})`, components.schemas))}`;
}

/** Good answers open, errors in one line each. */
function renderAnswer(status: string, answer: Answer | { $ref: string }, document: OpenApi): Html {
  const { description, content = {} } =
    '$ref' in answer ? (document.components.responses[status] ?? { description: '' }) : answer;
  const [media] = Object.values(content);
  if (status >= '400') {
    const texts = Object.keys(media?.examples ?? {});
    const literal = '$ref' in answer ? [] : texts;
    return html`<p class="error">
      <strong>${status}</strong> ${prose(description)}${literal.map((text) => html`<br />“${text}”`)}
    </p>`;
  }
  const caption = `Answer ${status}`;
  const isTold = media === undefined || Object.keys(media.schema).length === 0;
  return html`${isTold ? html`<p><strong>${caption}:</strong> ${description}</p>` : fieldsTable(media.schema, caption, document.components.schemas)}
  ${media?.example === undefined ? nothing : code(JSON.stringify(media.example, null, 2), `Example of answer ${status}`)}`;
}

function code(text: string, label: string): Html {
  return html`<pre tabindex="0" role="group" aria-label="${label}"><code>${text}</code></pre>`;
}

/** The route as one would type it: variables in capitals stand for what only the caller knows. */
export function curlOf({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.replace(/([A-Z])/g, '_$1').toUpperCase()}`);
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=$${name.replace(/([A-Z])/g, '_$1').toUpperCase()}`);
  const lines = [
    `curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} "$PARLEY_URL${[address, ...(query.length > 0 ? [query.join('&')] : [])].join('?')}"`,
  ];
  if (operation.security.length > 0) lines.push('-H "Authorization: Bearer $TOKEN"');
  const { content = {} } = operation.requestBody ?? {};
  if ('multipart/form-data' in content) lines.push('-F file=@photo.jpg');
  const json = content['application/json'];
  if (json !== undefined) {
    // Within single quotes of a shell a single quote is written like this.
    const text = JSON.stringify(json.example, null, 2).replaceAll("'", `'\\''`);
    lines.push('-H "Content-Type: application/json"', `-d '${text}'`);
  }
  return lines.join(' \\\n  ');
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

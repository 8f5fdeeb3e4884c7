import { type Html, html, nothing, prose } from './html.ts';
import type { Answer, OpenApi, Operation, Parameter } from './openapi-document.ts';
import { fieldsTable, typeWords } from './page-fields.ts';

/** One route of the document, with its address. */
export interface Route {
  path: string;
  method: string;
  operation: Operation;
}

/** A route as /docs shows it: closed, it is one line. */
export function renderRoute({ path, method, operation }: Route, document: OpenApi): Html {
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

import type { BodyComponent } from './definition.ts';
import { error, type Findings, warning } from './lint-finding.ts';
import { textSamples } from './samples.ts';
import { areFillable, lengthOf, type ParameterFormat, piecesOf, replaceVariables, variablesOf } from './variables.ts';

export interface TextRule {
  part: 'header' | 'body';
  /** Of the component. */
  path: string;
  limit: number;
  format: ParameterFormat;
  example: BodyComponent['example'];
}

const names = { header: 'The header', body: 'The text' } as const;

/** A text with variables: length, form and place of the variables, their samples. */
export function* lintText(text: string, rule: TextRule): Findings {
  const { part, limit, format } = rule;
  const path = `${rule.path}.text`;
  const title = names[part];
  if (text.trim() === '') {
    yield error(`${part}.missing`, path, `${title} is empty: write something`);
    return;
  }
  const length = lengthOf(text);
  if (length > limit) {
    yield error(`${part}.long`, path, `${title} has ${length} characters: shorten it to ${limit}`, null, {
      length,
      limit,
    });
    // Of something that is no message any more the rest says nothing, and would take its time.
    if (length > 10 * limit) return;
  }
  const words = wordsOf(text);
  if (/[{}]/.test(words)) {
    yield error(`${part}.braces`, path, `${title} has braces that are no variable: write variables as {{1}}`);
  }
  yield* lintNames(text, rule);
  yield* lintPlaces(text, rule);
  yield* lintSamples(text, rule);
  if (part === 'header') yield* lintHeaderWords(text, rule);
  else yield* lintBodyWords(text, rule);
  if (part === 'header' && variablesOf(text, format).length > 1) {
    yield error('header.variables', path, 'A header takes one variable: put the others into the text');
  }
}

const wordsOf = (text: string): string =>
  piecesOf(text)
    .flatMap((piece) => (piece.kind === 'words' ? [piece.text] : []))
    .join('');

/** Changes only the words, never what stands in the braces. */
const changeWords = (text: string, change: (words: string) => string): string =>
  piecesOf(text)
    .map((piece) => (piece.kind === 'words' ? change(piece.text) : piece.text))
    .join('');

function* lintNames(text: string, { part, format, path }: TextRule): Findings {
  const found = variablesOf(text, format);
  if (areFillable(found, format)) return;
  const where = `${path}.text`;
  if (format === 'NAMED') {
    yield error(
      `${part}.names`,
      where,
      'Names of variables are small letters, digits and _, and begin with a letter: {{first_name}}',
    );
    return;
  }
  if (!found.every((name) => /^\d{1,6}$/.test(name))) {
    yield error(`${part}.names`, where, 'Variables are numbers here: {{1}}, {{2}} …; or make it a template with names');
    return;
  }
  const value = replaceVariables(text, (name) => `{{${found.indexOf(name) + 1}}}`);
  yield error(`${part}.numbers`, where, 'Variables are numbered from {{1}} without a gap', {
    label: 'Number them anew',
    path: where,
    value,
  });
}

function* lintPlaces(text: string, { part, path, format }: TextRule): Findings {
  const pieces = piecesOf(text).filter((piece) => piece.kind === 'variable' || piece.text.trim() !== '');
  const where = `${path}.text`;
  if (part === 'body' && pieces[0]?.kind === 'variable') {
    yield error('body.edge', where, 'WhatsApp takes no variable at the start of a text: put a word before it');
  }
  if (part === 'body' && pieces.at(-1)?.kind === 'variable') {
    yield error(
      'body.edge',
      where,
      'WhatsApp takes no variable at the end of a text: put a word or a full stop behind it',
      {
        label: 'Put a full stop behind it',
        path: where,
        value: `${text.trimEnd()}.`,
      },
    );
  }
  if (pieces.some((piece, index) => piece.kind === 'variable' && pieces[index - 1]?.kind === 'variable')) {
    yield error(`${part}.adjacent`, where, 'Two variables stand together: put words between them');
  }
  const count = variablesOf(text, format).length;
  const words = replaceVariables(text, () => ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (part === 'body' && words < count * 2) {
    yield error(
      'body.ratio',
      where,
      `${count} variables are too many for ${words} words: write more, or use fewer`,
      null,
      { variables: count, words },
    );
  }
}

function* lintSamples(text: string, { part, path, format, example }: TextRule): Findings {
  const samples = textSamples(example, part, format);
  const single = part === 'header' ? example?.header_text : undefined;
  if (typeof single === 'string') {
    const where = `${path}.example.header_text`;
    yield error('header.example_list', where, 'The examples of a header are a list', {
      label: 'Make it a list',
      path: where,
      value: [single],
    });
  }
  for (const name of variablesOf(text, format)) {
    const sample = samples.get(name) ?? '';
    const where = `${path}.example`;
    if (sample === '') {
      yield error(
        `${part}.example`,
        where,
        `{{${name}}} needs an example: the reviewers at WhatsApp look at it`,
        null,
        { name: `{{${name}}}` },
      );
    } else if (/\{\{/.test(sample)) {
      yield warning(
        `${part}.example_placeholder`,
        where,
        `The example of {{${name}}} is a placeholder: give a real one`,
        null,
        { name: `{{${name}}}` },
      );
    }
  }
  if (format === 'POSITIONAL' && samples.size > variablesOf(text, format).length) {
    yield error(`${part}.example_count`, `${path}.example`, 'There are more examples than variables: take some out');
  }
}

const unfitForHeader = /[\n*_~`]|\p{Extended_Pictographic}/u;
/** With what joins and colours emojis. */
export const marksAndEmojis = /[*_~`]|\u{200d}|\u{fe0f}|\p{Extended_Pictographic}/gu;

function* lintHeaderWords(text: string, { path }: TextRule): Findings {
  if (!unfitForHeader.test(wordsOf(text))) return;
  const plain = changeWords(text, (words) => words.replace(marksAndEmojis, '').replace(/\s+/g, ' ')).trim();
  yield error('header.plain', `${path}.text`, 'A header has no line breaks, emojis or formatting (* _ ~ `)', {
    label: 'Take them out',
    path: `${path}.text`,
    value: plain,
  });
}

function* lintBodyWords(text: string, { path }: TextRule): Findings {
  const where = `${path}.text`;
  if (/\n{4,}/.test(text)) {
    const value = text.replace(/\n{3,}/g, '\n\n');
    yield error('body.lines', where, 'There are more than two empty lines in a row', {
      label: 'Leave one empty line',
      path: where,
      value,
    });
  }
  if (/(.)\1{19}/su.test(wordsOf(text))) {
    yield error('body.repeat', where, 'A character is repeated twenty times and more: shorten the row');
  }
  if (/\t| {4}/.test(wordsOf(text))) {
    yield warning('body.blanks', where, 'Tabs and rows of blanks look different on each phone', {
      label: 'Make them one blank',
      path: where,
      value: changeWords(text, (words) => words.replace(/\t+| {2,}/g, ' ')),
    });
  }
  const emojis = wordsOf(text).match(/\p{Emoji_Presentation}/gu)?.length ?? 0;
  if (emojis > 10)
    yield warning('body.emojis', where, `${emojis} emojis are many: more than 10 are often rejected`, null, { emojis });
}

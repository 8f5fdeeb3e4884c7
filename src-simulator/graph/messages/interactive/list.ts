import { at, type Json, memberOf, missing, notValid, readArray, readOptionalText, readText } from '../params.ts';
import { refuseDoubles } from './buttons.ts';

const rowLimit = 10;
const sectionLimit = 10;

/** Sections of rows behind one button. */
export function checkList(action: Json, path: string): void {
  readText(action, 'button', path, 20);
  const sections = readArray(action, 'sections', path, 1, sectionLimit);
  const ids: string[] = [];
  for (const [index, value] of sections.entries()) {
    const sectionPath = at(at(path, 'sections'), index);
    const section = memberOf(value, sectionPath);
    const title = readOptionalText(section, 'title', sectionPath, 24);
    if (title === null && sections.length > 1) throw missing(at(sectionPath, 'title'));
    for (const [position, member] of readArray(section, 'rows', sectionPath, 1, rowLimit).entries()) {
      const rowPath = at(at(sectionPath, 'rows'), position);
      const row = memberOf(member, rowPath);
      ids.push(readText(row, 'id', rowPath, 200));
      readText(row, 'title', rowPath, 24);
      readOptionalText(row, 'description', rowPath, 72);
    }
  }
  if (ids.length > rowLimit) {
    throw notValid(at(path, 'sections'), `has too many rows: Total row count exceed max allowed count: ${rowLimit}`);
  }
  refuseDoubles(ids, at(path, 'sections'), 'row id');
}

/** The least that Word and Excel take for a document of theirs: path in the archive → text. */
export type OfficeFile = Readonly<Record<string, string>>;

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const formats = 'http://schemas.openxmlformats.org';

export const complaint: OfficeFile = {
  '[Content_Types].xml': contentTypes('/word/document.xml', 'wordprocessingml.document.main'),
  '_rels/.rels': relationship('word/document.xml', 'officeDocument'),
  'word/document.xml': `${head}<w:document xmlns:w="${formats}/wordprocessingml/2006/main"><w:body>${[
    'Complaint about order 48213',
    'Dear Marlow Store,',
    'the parcel arrived on 20 November with a crushed corner, and one of the cups in it was broken.',
    'Please send me a new one, or refund its price. Photos are in our chat.',
    'Kind regards',
    'M. Example',
  ]
    .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
    .join('')}</w:body></w:document>`,
};

export const guestList: OfficeFile = {
  '[Content_Types].xml': contentTypes('/xl/workbook.xml', 'spreadsheetml.sheet.main').replace(
    '</Types>',
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  ),
  '_rels/.rels': relationship('xl/workbook.xml', 'officeDocument'),
  'xl/workbook.xml': `${head}<workbook xmlns="${formats}/spreadsheetml/2006/main" xmlns:r="${formats}/officeDocument/2006/relationships"><sheets><sheet name="Guests" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relationship('worksheets/sheet1.xml', 'worksheet'),
  'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${formats}/spreadsheetml/2006/main"><sheetData>${[
    ['Room', 'Guest', 'Arrival', 'Nights'],
    ['Double, sea view', 'M. Example', '2026-12-04', '3'],
    ['Double', 'A. Sample', '2026-12-04', '3'],
    ['Single', 'J. Specimen', '2026-12-05', '2'],
  ]
    .map((cells, row) => `<row r="${row + 1}">${cells.map((text, column) => cell(text, column, row)).join('')}</row>`)
    .join('')}</sheetData></worksheet>`,
};

function cell(text: string, column: number, row: number): string {
  return `<c r="${'ABCD'[column]}${row + 1}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

function contentTypes(part: string, type: string): string {
  return `${head}<Types xmlns="${formats}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/></Types>`;
}

function relationship(target: string, type: string): string {
  return `${head}<Relationships xmlns="${formats}/package/2006/relationships"><Relationship Id="rId1" Type="${formats}/officeDocument/2006/relationships/${type}" Target="${target}"/></Relationships>`;
}

/** A cell: text, a whole number, or an exact decimal as text; null is an empty cell. */
export type CsvCell = { text: string | null } | { number: number | string | null }

/** What begins a formula in some spreadsheet, in any of its widths. */
const formula = '=+\\-@\\u{FF1D}\\u{FF0B}\\u{FF0D}\\u{FF20}\\u{FE66}\\u{FE62}\\u{FE63}\\u{FE6B}\\u{2212}'
/** What spreadsheets skip before they look for one: spaces, control and invisible characters. */
const skipped = '[\\s\\p{Cc}\\p{Cf}]*'
/** Where a cell begins, for readers too that split at semicolons, tabs or lines whatever the quotes say. */
const formulaStart = new RegExp(`(^|[;\\t\\r\\n])(?=${skipped}[${formula}])`, 'gu')
const decimal = /^-?\d+(\.\d+)?$/

/** RFC 4180: cells with commas, and lines that end with CR LF. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A cell that no spreadsheet takes for a formula: an apostrophe stands before whatever could begin one. Numbers
 * are written as they are, negative ones too.
 */
export function csvCell(cell: CsvCell): string {
  if ('number' in cell) {
    const number = cell.number === null ? '' : String(cell.number)
    return number === '' || decimal.test(number) ? number : quoted(safeText(number))
  }
  return cell.text === null ? '' : quoted(safeText(cell.text))
}

function safeText(text: string): string {
  const marked = text.replaceAll(formulaStart, "$1'")
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  return /^[\u0000-\u001f\u007f]/.test(marked) ? `'${marked}` : marked
}

function quoted(text: string): string {
  // Leading and trailing spaces would be lost without quotes; control characters end some readers' lines.
  const isPlain = /^[^\s",\p{C}]([^",\p{C}]*[^\s",\p{C}])?$/u.test(text)
  return isPlain || text === '' ? text : `"${text.replaceAll('"', '""')}"`
}

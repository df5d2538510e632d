/** A cell: text, a whole number, or an exact decimal as text; null is an empty cell. */
export type CsvCell = { text: string | null } | { number: number | string | null }

/** What begins a formula in some spreadsheet, in any of its widths. */
const formula = /[=+\-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\u{FE66}\u{FE62}\u{FE63}\u{FE6B}\u{2212}]/u
/** What spreadsheets skip before they look for one, and apostrophes: another one tells them from ours. */
const skipped = /[\s\p{Cc}\p{Cf}']/u
/** Where a cell ends too for readers that split here whatever the quotes say. */
const separators: ReadonlySet<string> = new Set([';', '\t', '\r', '\n'])
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

/** A zero byte ends the file for some readers, and no quotes help: what cannot be shown stands in its place. */
function safeText(raw: string): string {
  const text = raw.replaceAll('\0', '\uFFFD')
  const marked = formula.test(text) ? markFormulas(text) : text
  // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
  return /^'*[\u0000-\u001f\u007f]/.test(marked) ? `'${marked}` : marked
}

/** One walk, however many beginnings there are: what senders write must not cost more than its length. */
function markFormulas(text: string): string {
  let marked = ''
  let from = 0
  /** Beginnings after which nothing but skipped characters has come. */
  let open = [0]
  for (let place = 0; place < text.length; place += 1) {
    const char = text.charAt(place)
    if (open.length > 0 && formula.test(char)) {
      for (const start of open) {
        marked += `${text.slice(from, start)}'`
        from = start
      }
      open = []
    } else if (open.length > 0 && !skipped.test(char)) open = []
    if (separators.has(char)) open.push(place + 1)
  }
  return marked + text.slice(from)
}

/** Leading and trailing spaces would be lost without quotes; control characters end some readers' lines. */
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const needsQuotes = /[",\u0000-\u001f\u007f]|^\s|\s$/

function quoted(text: string): string {
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

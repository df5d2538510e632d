/**
 * RFC 4180 to the letter: lines end with CR LF, a cell with a comma, a quote or a line end is in quotes, quotes in it
 * are doubled, and every line has as many cells as the first. Throws for everything else.
 */
export function readCsv(text: string): string[][] {
  const lines: string[][] = []
  let cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (cell.lastIndex < text.length) {
    const from = cell.lastIndex
    const [, quoted, plain = '', end] = cell.exec(text) ?? []
    if (end === undefined)
      throw new Error(`no CSV from character ${from} on: ${JSON.stringify(text.slice(from, from + 60))}`)
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    if (cells.length !== (lines[0] ?? cells).length)
      throw new Error(`line ${lines.length + 1} has ${cells.length} cells`)
    lines.push(cells)
    cells = []
  }
  if (cells.length > 0) throw new Error('the last line does not end')
  return lines
}

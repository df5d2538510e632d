/** A match that lies in some pieces of one text: it begins in one and ends in the same or a later one. */
export type PieceRange = { first: number; from: number; last: number; to: number }

const maxTexts = 200

/** Finds any of some texts, whatever their case; null when there is nothing to look for. */
export function markPattern(texts: readonly string[]): RegExp | null {
  const wanted = [...new Set(texts.map((text) => text.trim().toLowerCase()))].filter((text) => text !== '')
  if (wanted.length === 0) return null
  // The longest first: where several texts match, the mark covers the most.
  const alternatives = wanted
    .toSorted((a, b) => b.length - a.length)
    .slice(0, maxTexts)
    .map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`))
  return new RegExp(alternatives.join('|'), 'giu')
}

/** Where the pattern matches in pieces that follow each other without a gap, such as the text nodes of a paragraph. */
export function matchPieces(pieces: readonly string[], pattern: RegExp): PieceRange[] {
  const ranges: PieceRange[] = []
  let piece = 0
  let begin = 0
  const placeOf = (offset: number, isEnd: boolean): number => {
    for (;;) {
      const end = begin + (pieces[piece]?.length ?? 0)
      if (piece >= pieces.length - 1 || offset < end || (isEnd && offset === end)) return piece
      begin = end
      piece += 1
    }
  }
  for (const match of pieces.join('').matchAll(pattern)) {
    if (match[0] === '') continue
    const first = placeOf(match.index, false)
    const from = match.index - begin
    const end = match.index + match[0].length
    const last = placeOf(end, true)
    ranges.push({ first, from, last, to: end - begin })
  }
  return ranges
}

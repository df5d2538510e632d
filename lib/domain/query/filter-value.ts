/**
 * One value of a list filter as the API and the URL write it: a leading `!` negates, `-` alone is the unknown
 * value, `*` stands for any characters. A backslash takes those characters, itself and a slash literally.
 */
export type FilterValue = { negated: boolean } & (
  | { kind: 'unknown' }
  | { kind: 'exact'; value: string }
  /** Literal pieces; anything may stand between two of them. */
  | { kind: 'pattern'; pieces: readonly string[] }
)

export function parseFilterValue(text: string): FilterValue {
  const negated = text.startsWith('!') && text.length > 1
  const rest = negated ? text.slice(1) : text
  if (rest === '-') return { negated, kind: 'unknown' }
  const pieces = piecesOf(rest)
  const [value = ''] = pieces
  return pieces.length === 1 ? { negated, kind: 'exact', value } : { negated, kind: 'pattern', pieces }
}

export function printFilterValue(value: FilterValue): string {
  return (value.negated ? '!' : '') + printMatch(value)
}

/** The value as it is, none of its characters with a meaning. */
export function exactFilterValue(value: string, negated: boolean): string {
  return printFilterValue({ negated, kind: 'exact', value })
}

/** A pattern for SQL's LIKE. */
export function likePattern(pieces: readonly string[]): string {
  return pieces.map((piece) => piece.replace(/[\\%_]/g, '\\$&')).join('%')
}

function printMatch(value: FilterValue): string {
  switch (value.kind) {
    case 'unknown':
      return '-'
    case 'exact':
      return escapeStart(escapePiece(value.value))
    case 'pattern':
      return escapeStart(value.pieces.map(escapePiece).join('*'))
  }
}

function escapePiece(piece: string): string {
  return piece.replace(/[\\*]/g, '\\$&')
}

function escapeStart(text: string): string {
  return text === '-' || text.startsWith('!') ? `\\${text}` : text
}

function piecesOf(text: string): string[] {
  const pieces = ['']
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (character === '*') {
      pieces.push('')
      continue
    }
    const escapes = character === '\\' && next !== '' && '\\*!-/'.includes(next)
    if (escapes) at += 1
    pieces.push((pieces.pop() ?? '') + (escapes ? next : character))
  }
  return pieces
}

/** A value of `field:value`, or a word of free text. */
export type QueryValue = { text: string; quoted: boolean }

/** One piece of a query with its place in the text, `end` exclusive. */
export type QueryToken = {
  start: number
  end: number
  negated: boolean
  /** As typed, before the colon; null for free text. */
  field: string | null
  values: QueryValue[]
  /** A quotation mark was opened and not closed. */
  unclosed: boolean
}

/** Splits by white space outside quotation marks. Never fails: what is odd is told by the token. */
export function tokenise(text: string): QueryToken[] {
  return readTokens(text, true)
}

/** The same for free text alone, where a colon is a character like any other. */
export function tokeniseWords(text: string): QueryToken[] {
  return readTokens(text, false)
}

function readTokens(text: string, withFields: boolean): QueryToken[] {
  const tokens: QueryToken[] = []
  for (let at = 0; at < text.length;) {
    if (/\s/u.test(text[at] ?? '')) at += 1
    else {
      const token = readToken(text, at, withFields)
      tokens.push(token)
      at = token.end
    }
  }
  return tokens
}

function readToken(text: string, start: number, withFields: boolean): QueryToken {
  const negated = text[start] === '-' && /\S/u.test(text[start + 1] ?? '')
  let at = negated ? start + 1 : start
  // An address is no field: nobody quotes https://… when it is pasted.
  const name = withFields ? /^[\p{L}_][\p{L}\p{N}_.]*(?=:(?!\/\/))/u.exec(text.slice(at, at + 64))?.[0] : undefined
  if (name !== undefined) at += name.length + 1
  const token: QueryToken = { start, end: at, negated, field: name ?? null, values: [], unclosed: false }
  for (;;) {
    const value = readValue(text, token.end, name !== undefined)
    token.values.push({ text: value.text, quoted: value.quoted })
    token.end = value.end
    token.unclosed ||= value.unclosed
    if (name === undefined || text[token.end] !== ',') return token
    token.end += 1
  }
}

type ReadValue = QueryValue & { end: number; unclosed: boolean }

function readValue(text: string, start: number, inList: boolean): ReadValue {
  if (text[start] === '"') return readQuoted(text, start)
  const ends = inList ? /[\s,]/u : /\s/u
  let end = start
  while (end < text.length && !ends.test(text[end] ?? '')) end += 1
  return { text: text.slice(start, end), quoted: false, end, unclosed: false }
}

/** Inside quotation marks a backslash takes the next quotation mark or backslash as it is. */
function readQuoted(text: string, start: number): ReadValue {
  let read = ''
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at] ?? ''
    const next = text[at + 1] ?? ''
    if (character === '"') return { text: read, quoted: true, end: at + 1, unclosed: false }
    const escapes = character === '\\' && (next === '"' || next === '\\')
    read += escapes ? next : character
    if (escapes) at += 1
  }
  return { text: read, quoted: true, end: text.length, unclosed: true }
}

/** In quotation marks, with what they would end taken literally. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

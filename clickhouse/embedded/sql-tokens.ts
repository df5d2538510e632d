import { EngineError } from './engine-error.ts'

/** `text` is as written; `name` is the identifier without its quotes. Offsets are UTF-16 units of the statement. */
export type SqlToken = {
  kind: 'word' | 'quoted' | 'string' | 'number' | 'punctuation'
  text: string
  name: string
  start: number
  end: number
}

const SPACE = /[ \t\n\r\f\v]+/y
const LINE_COMMENT = /(?:--|#[ !])[^\n]*/y
const BIT_STRING = /[xX]'[0-9a-fA-F]*'|[bB]'[01]*'/y
const WORD = /[A-Za-z_][A-Za-z0-9_$]*/y
const NUMBER =
  /(?:0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9][0-9_]*(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?)/y
const HEREDOC_TAG = /\$\w*\$/y

/**
 * ClickHouse's lexer, as far as it decides where strings and comments end. Whatever the two
 * might read differently (stray non-ASCII, typographic quotes, NUL) is refused, so that
 * nothing can hide from the checks made on these tokens. Lazy: inline insert data is never read.
 */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let at = 0
  while (at < sql.length) {
    const skipped = skipBlank(sql, at)
    if (skipped > at) {
      at = skipped
      continue
    }
    const token = readToken(sql, at)
    yield token
    at = token.end
  }
}

function readToken(sql: string, at: number): SqlToken {
  const make = (kind: SqlToken['kind'], end: number, name = ''): SqlToken => {
    const text = sql.slice(at, end)
    return { kind, text, name: name === '' ? text : name, start: at, end }
  }
  const string = matchEnd(BIT_STRING, sql, at) ?? quotedEnd("'", sql, at) ?? heredocEnd(sql, at)
  if (string !== null) return make('string', string)
  const quoted = quotedEnd('`', sql, at) ?? quotedEnd('"', sql, at)
  if (quoted !== null) return make('quoted', quoted, unquote(sql.slice(at + 1, quoted - 1)))
  const word = matchEnd(WORD, sql, at)
  if (word !== null) {
    // x'…' and b'…' with anything but digits inside would end elsewhere for the engine.
    if (/^[xXbB]$/.test(sql.slice(at, word)) && sql[word] === "'") throw unreadable(sql, at)
    return make('word', word)
  }
  const number = matchEnd(NUMBER, sql, at)
  if (number !== null) return make('number', number)
  const code = sql.charCodeAt(at)
  if (code < 0x21 || code > 0x7e || '\'"`#'.includes(sql.charAt(at))) throw unreadable(sql, at)
  return make('punctuation', at + 1)
}

function skipBlank(sql: string, at: number): number {
  const end = matchEnd(SPACE, sql, at) ?? matchEnd(LINE_COMMENT, sql, at)
  if (end !== null) return end
  return sql.startsWith('/*', at) ? blockCommentEnd(sql, at) : at
}

/** Block comments nest in ClickHouse. */
function blockCommentEnd(sql: string, at: number): number {
  let depth = 0
  let position = at
  do {
    if (sql.startsWith('/*', position)) {
      depth += 1
      position += 2
    } else if (sql.startsWith('*/', position)) {
      depth -= 1
      position += 2
    } else {
      position += 1
    }
    if (position >= sql.length && depth > 0) throw unreadable(sql, at)
  } while (depth > 0)
  return position
}

/** A loop, because a pattern over ten million characters exhausts the stack. A doubled quote stands for itself. */
function quotedEnd(quote: string, sql: string, at: number): number | null {
  if (sql[at] !== quote) return null
  for (let position = at + 1; position < sql.length; position += 1) {
    if (sql[position] === '\\') position += 1
    else if (sql[position] === quote && sql[position + 1] === quote) position += 1
    else if (sql[position] === quote) return position + 1
  }
  throw unreadable(sql, at)
}

function heredocEnd(sql: string, at: number): number | null {
  const opened = matchEnd(HEREDOC_TAG, sql, at)
  if (opened === null) return null
  const tag = sql.slice(at, opened)
  const closed = sql.indexOf(tag, opened)
  if (closed < 0) throw unreadable(sql, at)
  return closed + tag.length
}

function matchEnd(pattern: RegExp, sql: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(sql) ? pattern.lastIndex : null
}

/** Enough to compare names: escapes that spell ordinary letters are resolved by hex and backslash. */
function unquote(inner: string): string {
  return inner
    .replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\([^])/g, '$1')
    .replace(/``|""/g, (pair) => pair.charAt(0))
}

function unreadable(sql: string, at: number): EngineError {
  const excerpt = JSON.stringify(sql.slice(at, at + 20))
  return new EngineError(62, 'SYNTAX_ERROR', `Syntax error: failed at position ${at + 1}: ${excerpt}`)
}

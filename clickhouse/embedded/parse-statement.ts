import { EngineError } from './engine-error.ts'
import { sqlTokens, type SqlToken } from './sql-tokens.ts'

/**
 * One statement, taken apart as far as the HTTP interface must: where it runs, which settings
 * clause has to be applied before `readonly` is, where inline insert data begins.
 */
export type Statement =
  | { kind: 'read'; sql: string; settings: string; format: string | null; select: boolean; tokens: SqlToken[] }
  | { kind: 'write'; sql: string; verb: string; tokens: SqlToken[] }
  | { kind: 'insert'; target: string; settings: string; format: string; dataStart: number; tokens: SqlToken[] }

const READS = new Set(['SELECT', 'WITH', 'FROM', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS'])
const WRITES = new Set(
  'INSERT CREATE ALTER DROP UNDROP TRUNCATE OPTIMIZE RENAME EXCHANGE DELETE UPDATE DETACH CHECK KILL SYSTEM BACKUP RESTORE SET USE'.split(
    ' ',
  ),
)
const OPENERS = '([{'
const CLOSERS = ')]}'

export function parseStatement(sql: string): Statement {
  const tokens = sqlTokens(sql)
  const read: SqlToken[] = []
  const first = firstWord(tokens, read)
  if (first === 'INSERT') return parseInsert(sql, tokens, read)
  read.push(...tokens)
  const body = withoutTrailingSemicolons(read)
  if (READS.has(first)) return parseRead(sql, body, first)
  if (WRITES.has(first)) return { kind: 'write', sql: textOf(sql, body), verb: first, tokens: body }
  throw new EngineError(62, 'SYNTAX_ERROR', `Syntax error: a statement cannot begin with '${first}'`)
}

/** Pulls tokens up to the first word; a read may stand in parentheses. */
function firstWord(tokens: Iterator<SqlToken>, read: SqlToken[]): string {
  for (let next = tokens.next(); !next.done; next = tokens.next()) {
    read.push(next.value)
    if (next.value.text !== '(') return next.value.text.toUpperCase()
  }
  throw new EngineError(62, 'SYNTAX_ERROR', 'Syntax error: Empty query')
}

function parseRead(sql: string, tokens: SqlToken[], first: string): Statement {
  const clauses = { settings: '', format: null as string | null, cutFrom: -1, cutTo: -1 }
  let depth = 0
  tokens.forEach((token, index) => {
    depth += depthChange(token)
    if (depth !== 0 || token.kind !== 'word') return
    const keyword = token.text.toUpperCase()
    const next = tokens[index + 1]
    if (keyword === 'FORMAT' && next?.kind === 'word' && isLastClause(tokens[index + 2])) clauses.format = next.text
    if (keyword === 'SETTINGS' && next?.kind === 'word' && tokens[index + 2]?.text === '=') {
      const last = settingsEnd(tokens, index)
      clauses.settings = sql.slice(next.start, last.end)
      clauses.cutFrom = token.start
      clauses.cutTo = last.end
    }
  })
  const end = tokens.at(-1)?.end ?? sql.length
  const text = clauses.cutFrom < 0 ? sql.slice(0, end) : sql.slice(0, clauses.cutFrom) + sql.slice(clauses.cutTo, end)
  const select = first === 'SELECT' || first === 'WITH' || first === 'FROM'
  return { kind: 'read', sql: text, settings: clauses.settings, format: clauses.format, select, tokens }
}

function isLastClause(token: SqlToken | undefined): boolean {
  return token === undefined || token.text.toUpperCase() === 'SETTINGS'
}

/** The last token of a settings clause: it runs to FORMAT or the end. */
function settingsEnd(tokens: SqlToken[], from: number): SqlToken {
  let depth = 0
  let last = from
  for (let index = from + 1; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    depth += depthChange(token)
    if (depth < 0) break
    if (depth === 0 && token.kind === 'word' && /^(FORMAT|UNION|EXCEPT|INTERSECT|INTO)$/i.test(token.text)) break
    last = index
  }
  return tokens[last] ?? missing()
}

function parseInsert(sql: string, rest: Iterator<SqlToken>, read: SqlToken[]): Statement {
  let depth = 0
  let settingsAt: SqlToken | null = null
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const token = next.value
    const isName = ['INTO', 'TABLE', '.'].includes(read.at(-1)?.text.toUpperCase() ?? '')
    read.push(token)
    if (token.text === ';') break
    depth += depthChange(token)
    if (depth !== 0 || token.kind !== 'word' || isName) continue
    const keyword = token.text.toUpperCase()
    if (keyword === 'SETTINGS') settingsAt = token
    if (keyword === 'VALUES' || keyword === 'FORMAT') return insertOf(sql, rest, read, token, settingsAt)
    if (keyword === 'SELECT' || keyword === 'WITH' || keyword === 'FROM') break
  }
  for (let next = rest.next(); !next.done; next = rest.next()) read.push(next.value)
  const body = withoutTrailingSemicolons(read)
  return { kind: 'write', sql: textOf(sql, body), verb: 'INSERT', tokens: body }
}

function insertOf(
  sql: string,
  rest: Iterator<SqlToken>,
  tokens: SqlToken[],
  keyword: SqlToken,
  settingsAt: SqlToken | null,
): Statement {
  const target = sql.slice(0, (settingsAt ?? keyword).start)
  const settings = settingsAt === null ? '' : sql.slice(settingsAt.end, keyword.start).trim()
  if (keyword.text.toUpperCase() === 'VALUES')
    return { kind: 'insert', target, settings, format: 'Values', dataStart: keyword.end, tokens }
  const name = rest.next()
  if (name.done || name.value.kind !== 'word')
    throw new EngineError(62, 'SYNTAX_ERROR', 'Syntax error: a format name must follow FORMAT')
  return {
    kind: 'insert',
    target,
    settings,
    format: name.value.text,
    dataStart: dataStart(sql, name.value.end),
    tokens,
  }
}

/** Inline data begins after blanks and one line end. */
function dataStart(sql: string, from: number): number {
  const gap = /[ \t\f]*\r?\n?/y
  gap.lastIndex = from
  gap.test(sql)
  return gap.lastIndex
}

function depthChange(token: SqlToken): number {
  if (token.kind !== 'punctuation') return 0
  if (OPENERS.includes(token.text)) return 1
  return CLOSERS.includes(token.text) ? -1 : 0
}

function withoutTrailingSemicolons(tokens: SqlToken[]): SqlToken[] {
  const last = tokens.findLastIndex((token) => token.text !== ';')
  const body = tokens.slice(0, last + 1)
  if (body.some((token) => token.text === ';'))
    throw new EngineError(62, 'SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)')
  return body
}

function textOf(sql: string, tokens: SqlToken[]): string {
  return sql.slice(0, tokens.at(-1)?.end ?? 0)
}

function missing(): never {
  throw new EngineError(62, 'SYNTAX_ERROR', 'Syntax error: unexpected end of query')
}

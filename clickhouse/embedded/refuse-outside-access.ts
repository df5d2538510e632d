import { EngineError } from './engine-error.ts'
import type { Statement } from './parse-statement.ts'
import type { SqlToken } from './sql-tokens.ts'

/** Names that reach files, other hosts or programs; asked from the engine at start, so a new one is refused too. */
export type OutsideNames = { functions: ReadonlySet<string>; engines: ReadonlySet<string> }

/** Table functions that only compute or read our own tables. */
export const INNER_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'numbers numbers_mt zeros zeros_mt primes generateseries generate_series generaterandom null values sqlstandardvalues',
    'view viewexplain viewifpermitted merge format dictionary loop fuzzquery fuzzjson',
    'mergetreeindex mergetreeprojection mergetreetextindex mergetreeanalyzeindexes mergetreeanalyzeindexesuuid',
  ].flatMap((line) => line.split(' ')),
)

/** Settings that name a file which the engine then reads. */
export const FILE_SETTINGS: ReadonlySet<string> = new Set([
  'format_schema',
  'format_template_row',
  'format_template_resultset',
])

const INNER_ENGINE =
  /mergetree$|^(view|materializedview|memory|null|log|tinylog|stripelog|set|join|buffer|distributed|atomic|replicated|ordinary)$/

export function isInnerEngine(name: string): boolean {
  return INNER_ENGINE.test(name.toLowerCase())
}

/**
 * `readonly = 1` stops table functions in reads, but not `file()` as a scalar function, nor
 * INTO OUTFILE, nor anything inside a write. This does, on the tokens of the statement.
 */
export function refuseOutsideAccess(statement: Statement, outside: OutsideNames): void {
  const { tokens } = statement
  tokens.forEach((token, index) => {
    const keyword = token.text.toUpperCase()
    const next = tokens[index + 1]
    if (keyword === 'INTO' && next?.text.toUpperCase() === 'OUTFILE') throw refused('INTO OUTFILE')
    if (keyword === 'INFILE' || (keyword === 'OUTFILE' && next?.kind === 'string')) throw refused(keyword)
    if (FILE_SETTINGS.has(token.name)) throw refused(`The setting ${token.name}`)
    if (isName(token) && next?.text === '(') refuseCall(statement, token.name.toLowerCase(), outside)
    if (statement.kind === 'write') refuseDefinition(keyword, tokens, index, outside)
  })
}

function refuseCall(statement: Statement, name: string, outside: OutsideNames): void {
  // BACKUP TO File(…) is bounded by the engine's backups.allowed_path.
  if (name === 'file' && statement.kind === 'write' && /^(BACKUP|RESTORE)$/.test(statement.verb)) return
  if (outside.functions.has(name)) throw refused(`${name}()`)
  if (statement.kind === 'write' && (name === 'source' || name === 'disk')) throw refused(`${name}()`)
}

function refuseDefinition(keyword: string, tokens: SqlToken[], index: number, outside: OutsideNames): void {
  const next = tokens[index + 1]
  if (keyword === 'INTO' && next?.text.toUpperCase() === 'FUNCTION') throw refused('INSERT INTO FUNCTION')
  if (keyword === 'NAMED' && next?.text.toUpperCase() === 'COLLECTION') throw refused('NAMED COLLECTION')
  if (keyword !== 'ENGINE') return
  const engine = next?.text === '=' ? tokens[index + 2] : next
  if (engine !== undefined && isName(engine) && outside.engines.has(engine.name.toLowerCase()))
    throw refused(`ENGINE ${engine.name}`)
}

function isName(token: SqlToken): boolean {
  return token.kind === 'word' || token.kind === 'quoted'
}

function refused(what: string): EngineError {
  return new EngineError(
    497,
    'ACCESS_DENIED',
    `Not enough privileges: ${what} reaches outside the store and is refused`,
  )
}

import { parseFreeText, type TextTerm } from '#lib/domain/query/free-text.ts'
import { likePattern } from '#lib/domain/query/filter-value.ts'
import { maxDateTime } from './date-time.ts'
import { allOf, noFragment, type Fragment } from './fragment.ts'
import { sinceHour } from './hour-range.ts'
import { inNames } from './run-names.ts'
import { inProject } from './scope.ts'

/** Terms of one search that are looked at; each of them is a look into the index. */
const maxTerms = 16

/** An hour: clocks of the processes of one run differ. */
const skewSeconds = 3_600

/** The expression of the index on `runs`: only the very same one is found by it. */
export const previewText = "lower(concatWithSeparator('\\n', input_preview, output_preview, error_message))"

/** Where a term was found, looked up beforehand: ids of traces and runs, and sessions of logs without a trace. */
export type FoundTerm = { ids: string[]; sessions: string[] }

/** What is known before a text is looked for. */
type Known = {
  /** Nothing older is looked at: a run begins with the first of its records. */
  fromNs?: string | undefined
  /** Of the terms of the text, in their order. */
  found?: readonly (FoundTerm | null)[] | undefined
  /** Ids of all traces and runs that can match yet: nothing else is looked into. */
  among?: readonly string[] | undefined
}

/**
 * Runs whose content holds every term, or whose id the text is. Content is the text that spans and log
 * records brought, found by their text indexes; names are looked through. The text is found whatever its
 * tenant: it narrows runs that a scope has narrowed already.
 */
export function freeText(text: string | undefined, known: Known = {}): Fragment {
  const trimmed = text?.trim() ?? ''
  if (trimmed === '') return noFragment
  const id = idOf(trimmed)
  const isId =
    id === null ? [] : [{ sql: 'run_id = {qId:String} OR has(trace_ids, {qId:String})', params: { qId: id } }]
  const terms = termsOf(trimmed).map((term, index) => termCondition(term, index, known))
  // Nothing but punctuation is found nowhere.
  const words = terms.length === 0 ? { sql: '0', params: {} } : allOf(terms)
  return {
    sql: [...isId, words].map(({ sql }) => `(${sql})`).join(' OR '),
    params: Object.assign({}, ...[...isId, words].map(({ params }) => params)),
  }
}

/** The id of a run or a trace that a text may be. */
export function idOf(text: string): string | null {
  const id = text.trim().toLowerCase()
  return /^[0-9a-f]{8,64}$/.test(id) ? id : null
}

/** The terms of a text that are looked for, in their order. */
export function termsOf(text: string): TextTerm[] {
  return parseFreeText(text.trim()).slice(0, maxTerms)
}

function termCondition(term: TextTerm, index: number, known: Known): Fragment {
  const name = `qTerm${index}`
  const found = known.found?.[index] ?? null
  const content = found === null ? contentOf(term, name, known) : contentFound(found, name)
  const names = inNames(term.text, name)
  return {
    sql: `${term.negated ? 'NOT ' : ''}((${content.sql})\n    OR ${names.sql})`,
    params: { ...content.params, ...names.params },
  }
}

function contentFound({ ids, sessions }: FoundTerm, name: string): Fragment {
  return {
    sql: `run_id IN {${name}Ids:Array(String)} OR hasAny(trace_ids, {${name}Ids:Array(String)}) OR (session_id != '' AND session_id IN {${name}Sessions:Array(String)})`,
    params: { [`${name}Ids`]: ids, [`${name}Sessions`]: sessions },
  }
}

function contentOf(term: TextTerm, name: string, known: Known): Fragment {
  const { ids, sessions, params } = contentSources(term, name, known)
  return {
    // One mention of the set: each of them would be looked up anew.
    sql: `arrayExists(id -> id IN (${ids}), arrayPushFront(trace_ids, run_id)) OR (session_id != '' AND session_id IN (${sessions}))`,
    params,
  }
}

/** Statements that find the content of a term: one gives ids of traces and runs, the other sessions. */
export function contentSources(
  term: TextTerm,
  name: string,
  { fromNs, among }: Known,
): { ids: string; sessions: string; params: Record<string, unknown> } {
  const params: Record<string, unknown> = {
    ...(fromNs === undefined ? {} : { qFromNs: fromNs }),
    ...(among === undefined ? {} : { qAmong: among }),
  }
  const isAmong = (column: string) => (among === undefined ? '' : ` AND ${column} IN {qAmong:Array(String)}`)
  const since = (column: string) => (fromNs === undefined ? '' : ` AND ${sinceHour(column, 'qFromNs', skewSeconds)}`)
  const content = (column: string) => contentCondition(column, term, name, params)
  const input = content('lower(new_input)')
  const output = content('lower(output_text)')
  const ids = `
    SELECT trace_id AS found_id FROM span_io WHERE ${inProject}${isAmong('trace_id')}${since('started_at')} AND (${input})
    UNION ALL
    SELECT trace_id FROM span_io WHERE ${inProject}${isAmong('trace_id')}${since('started_at')} AND (${output})
    UNION ALL
    SELECT trace_id FROM log_records WHERE ${inProject} AND trace_id != ''${isAmong('trace_id')}${since('logged_at')} AND (${input} OR ${output})
    UNION ALL
    SELECT run_id FROM runs WHERE ${inProject}${isAmong('run_id')}${bucketSince(fromNs)} AND (${content(previewText)})`
  // Logs of the coding CLIs may know only their session.
  const sessions = `
    SELECT session_id AS found_id FROM log_records
    WHERE ${inProject} AND trace_id = '' AND session_id != ''${since('logged_at')} AND (${input} OR ${output})`
  return { ids, sessions, params }
}

/** Whether one look into the index tells where a term is: otherwise all tokens are gone through, or texts compared. */
export function isWholeWord({ text, prefix }: TextTerm): boolean {
  return !prefix && /^[\p{L}\p{N}]+$/u.test(text) && !scriptsWithoutSpaces.test(text)
}

/** `bucket` is within a day of a run's begin: 25 hours (90,000 s) before are looked at too. */
export function bucketSince(fromNs: string | undefined): string {
  return fromNs === undefined
    ? ''
    : ` AND bucket >= toDateTime(least(greatest(intDiv({qFromNs:Int64}, 1000000000) - 90000, 0), ${maxDateTime} - 90000), 'UTC')`
}

/**
 * The index knows tokens: runs of letters and digits of ASCII and of all bytes beyond it. Whole words are
 * looked up; what follows each other is then compared as text; scripts that write no spaces and
 * beginnings of words are looked for inside the tokens.
 */
function contentCondition(column: string, term: TextTerm, name: string, params: Record<string, unknown>): string {
  const isInfix = term.prefix || scriptsWithoutSpaces.test(term.text)
  const variants = caseVariants(term.text).map((variant, index) => {
    const parameter = `${name}v${index}`
    params[parameter] = isInfix ? `%${likePattern([variant])}%` : variant
    if (isInfix)
      return `${column} LIKE {${parameter}:String}${term.prefix ? beginsWord(column, parameter, variant, params) : ''}`
    const together = /^[\p{L}\p{N}]+$/u.test(variant) ? '' : ` AND position(${column}, {${parameter}:String}) > 0`
    return `hasAllTokens(${column}, {${parameter}:String})${together}`
  })
  return variants.map((variant) => `(${variant})`).join(' OR ')
}

const scriptsWithoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

function beginsWord(column: string, parameter: string, variant: string, params: Record<string, unknown>): string {
  params[`${parameter}p`] = `(^|[^0-9a-z\\x80-\\xff])${variant.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}`
  return ` AND match(${column}, {${parameter}p:String})`
}

/** `lower` of the index knows ASCII only: other letters are looked up in the cases in which they are written. */
function caseVariants(text: string): string[] {
  const asciiLower = (variant: string) => variant.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  const lower = text.toLowerCase()
  const titled = lower.replace(
    /(^|[^\p{L}])(\p{L})/gu,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  )
  return [...new Set([text, lower, text.toUpperCase(), titled].map(asciiLower))]
}

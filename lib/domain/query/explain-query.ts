import { parseFilterValue } from './filter-value.ts'
import { parseQuery } from './parse-query.ts'
import { findQueryField, queryFields } from './query-fields.ts'
import { plainNumber } from './number-bounds.ts'
import { tokenise } from './tokenise.ts'
import type { RunFilter } from '../filter.ts'

export type ExplainedToken = { start: number; end: number; isError: boolean; explanation: string }

/** Each piece of a query with a sentence on what it asks for, or on what is wrong with it. */
export function explainQuery(text: string): ExplainedToken[] {
  const { errors } = parseQuery(text)
  return tokenise(text).map(({ start, end, field }) => {
    const error = errors.find((each) => each.start === start)
    const known = field === null || error !== undefined ? null : parseQuery(text.slice(start, end)).filter
    const explanation = error?.message ?? (known === null ? explainWords(text.slice(start, end)) : explainFilter(known))
    return { start, end, isError: error !== undefined, explanation }
  })
}

function explainWords(text: string): string {
  const negated = text.startsWith('-') && text.length > 1
  const said = negated ? text.slice(1) : text
  const what = said.startsWith('"')
    ? `the words ${said} in this order`
    : said.endsWith('*')
      ? `a word that begins with “${said.slice(0, -1)}”`
      : `the word “${said}”`
  return negated ? `Nothing in the run contains ${what}` : `The run’s messages, tool calls or names contain ${what}`
}

/** A filter of one field as a sentence. */
function explainFilter(filter: RunFilter): string {
  const sentences = queryFields.flatMap((field) => {
    switch (field.type) {
      case 'list':
        return (filter[field.filter] ?? []).length === 0
          ? []
          : [`${field.label} ${listText(filter[field.filter] ?? [])}`]
      case 'flag':
        return filter[field.filter] === undefined
          ? []
          : [`Runs ${filter[field.filter] === true ? field.yes : field.no}`]
      case 'number':
        return [
          ['at least', filter[field.min]] as const,
          ['at most', filter[field.max]] as const,
          ['more than', field.above === null ? undefined : filter[field.above]] as const,
          ['less than', field.below === null ? undefined : filter[field.below]] as const,
        ].flatMap(([words, value]) =>
          value === undefined
            ? []
            : [`${field.label} ${words} ${plainNumber(value)}${field.unit === '' ? '' : ` ${field.unit}`}`],
        )
    }
  })
  return sentences.join(' and ')
}

function listText(entries: readonly string[]): string {
  const values = entries.map(parseFilterValue)
  const negated = values[0]?.negated === true
  const texts = values.map((value) => {
    if (value.kind === 'unknown') return 'unknown'
    return value.kind === 'exact' ? value.value : `like ${value.pieces.join('*')}`
  })
  return `${negated ? 'is not' : 'is'} ${texts.join(negated ? ' nor ' : ' or ')}`
}

/** What may be typed where the caret is. */
export type Completion =
  | { kind: 'field'; start: number; end: number; typed: string }
  | { kind: 'value'; start: number; end: number; typed: string; field: string }

/** The piece that is being typed at the caret: the name of a field, or a value of one. */
export function completionAt(text: string, caret: number): Completion {
  const token = tokenise(text).find(({ start, end }) => start < caret && caret <= end)
  if (token === undefined) return { kind: 'field', start: caret, end: caret, typed: '' }
  const begin = token.negated ? token.start + 1 : token.start
  if (token.field === null) return { kind: 'field', start: begin, end: token.end, typed: text.slice(begin, caret) }
  const afterColon = begin + token.field.length + 1
  if (caret < afterColon) return { kind: 'field', start: begin, end: afterColon, typed: text.slice(begin, caret) }
  const start = Math.max(afterColon, text.lastIndexOf(',', caret - 1) + 1)
  const comma = text.indexOf(',', caret)
  const end = comma === -1 || comma > token.end ? token.end : comma
  const field = findQueryField(token.field)?.name ?? token.field.toLowerCase()
  return { kind: 'value', start, end, typed: text.slice(start, caret).replace(/^"/, ''), field }
}

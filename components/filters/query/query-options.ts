import type { RunFacet } from '#lib/domain/facets.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Completion } from '#lib/domain/query/explain-query.ts'
import { parseFilterValue } from '#lib/domain/query/filter-value.ts'
import { parseQuery } from '#lib/domain/query/parse-query.ts'
import { printValue } from '#lib/domain/query/print-query.ts'
import { findQueryField, queryFields, type QueryField } from '#lib/domain/query/query-fields.ts'

/** One line of the completion: what it puts in place of what is typed. */
export type QueryOption = { text: string; insert: string; hint: string; runs: number | null }

const maxOptions = 12

/** What may follow where the caret is; `values` are those of the field that is typed. */
export function queryOptions(completion: Completion, values: RunFacet['items']): QueryOption[] {
  const typed = completion.typed.toLowerCase()
  if (completion.kind === 'field') return typed === '' ? [] : fieldOptions(typed)
  if (completion.field === 'has') return hasOptions(typed)
  const field = findQueryField(completion.field)
  if (field === undefined) return []
  if (field.type === 'list') return valueOptions(values)
  if (field.type === 'flag')
    return ['true', 'false'].map((text) => ({ text, insert: `${text} `, hint: '', runs: null }))
  return numberOptions(field, typed)
}

/** Every field, for a person who asks what there is. */
export function allFieldOptions(): QueryOption[] {
  return [...queryFields.map(fieldOption), hasOption]
}

/** The field whose values are to be looked up; null where nothing is. */
export function lookedUpField(completion: Completion): string | null {
  if (completion.kind === 'field') return null
  const field = findQueryField(completion.field)
  return field?.type === 'list' ? field.filter : null
}

/**
 * The runs whose values are offered: those of the filter and of the other words that stand in the box. What is typed
 * at the caret may have been searched for already, while it still looked like a word.
 */
export function valuesFilter<F extends RunFilter>(filter: F, text: string, { start, end }: Completion): F {
  const others = parseQuery(`${text.slice(0, start)} ${text.slice(end)}`).filter.q
  return { ...filter, q: others }
}

/** The text with the option put in, and where the caret is then. */
export function acceptOption(
  text: string,
  { start, end }: Completion,
  { insert }: QueryOption,
): { text: string; caret: number } {
  const after = text.slice(end)
  const put = insert.endsWith(' ') && after.startsWith(' ') ? insert.trimEnd() : insert
  return { text: text.slice(0, start) + put + after, caret: start + put.length }
}

const hasOption: QueryOption = { text: 'has:', insert: 'has:', hint: 'known, or present at all', runs: null }

function fieldOptions(typed: string): QueryOption[] {
  const found = queryFields.filter(({ name, label, also }) =>
    [name, label, ...also].some((each) => each.toLowerCase().startsWith(typed)),
  )
  const options = found.map(fieldOption)
  return ['has', 'with'].some((word) => word.startsWith(typed)) ? [...options, hasOption] : options
}

function fieldOption(field: QueryField): QueryOption {
  const hints = { list: 'is any of', number: '>20, 5..20', flag: 'true or false' }
  return { text: `${field.name}:`, insert: `${field.name}:`, hint: `${field.label}, ${hints[field.type]}`, runs: null }
}

function hasOptions(typed: string): QueryOption[] {
  return queryFields
    .flatMap((field) => (field.type === 'number' || field.name === 'warning' ? [] : [field]))
    .map((field) => ({ name: field.name === 'warnings' ? 'warning' : field.name, field }))
    .filter(({ name }) => name.toLowerCase().startsWith(typed))
    .toSorted((a, b) => Number(a.field.type === 'list') - Number(b.field.type === 'list'))
    .slice(0, maxOptions)
    .map(({ name, field }) => ({
      text: name,
      insert: `${name} `,
      hint: field.type === 'flag' ? field.yes : `${field.label} is known`,
      runs: null,
    }))
}

function valueOptions(values: RunFacet['items']): QueryOption[] {
  return values.slice(0, maxOptions).map(({ value, filter, runs }) => ({
    text: value === '' ? 'unknown' : value,
    insert: `${printValue(parseFilterValue(filter))} `,
    hint: '',
    runs,
  }))
}

function numberOptions(field: Extract<QueryField, { type: 'number' }>, typed: string): QueryOption[] {
  if (typed !== '') return []
  return [
    { text: '>', insert: '>', hint: 'more than', runs: null },
    { text: '<', insert: '<', hint: 'less than', runs: null },
    { text: '5..20', insert: '5..20', hint: `from, to${field.unit === '' ? '' : `, ${field.unit}`}`, runs: null },
  ]
}

import { z } from 'zod'
import { CostStatus } from '../cost.ts'
import { EndReason } from '../run.ts'
import type { RunFilter } from '../filter.ts'
import { parseFilterValue, printFilterValue, exactFilterValue } from './filter-value.ts'
import { parseFreeText, printFreeText } from './free-text.ts'
import { narrowBounds, parseNumberBounds } from './number-bounds.ts'
import {
  findQueryField,
  nearestFieldName,
  type FlagQueryField,
  type ListFieldName,
  type ListQueryField,
  type QueryField,
} from './query-fields.ts'
import { quote, tokenise, type QueryToken, type QueryValue } from './tokenise.ts'

export type QueryError = { start: number; end: number; token: string; message: string }

export type ParsedQuery = {
  /** What the tokens without an error say. */
  filter: RunFilter
  errors: QueryError[]
}

/** A query as text → the filter. Every error names its token and what to write instead. */
export function parseQuery(text: string): ParsedQuery {
  const parsed: ParsedQuery = { filter: {}, errors: [] }
  const words: string[] = []
  for (const token of tokenise(text)) {
    const message = token.unclosed ? 'The quotation mark is not closed.' : applyToken(parsed.filter, words, token)
    if (message === null) continue
    parsed.errors.push({ start: token.start, end: token.end, token: text.slice(token.start, token.end), message })
  }
  if (words.length > 0) parsed.filter.q = words.join(' ')
  return parsed
}

/** Values that a list field is limited to; undefined where the data decides. */
export function fixedValues(field: ListFieldName): readonly string[] | undefined {
  if (field === 'endReason') return EndReason.options
  return field === 'costStatus' ? CostStatus.options : undefined
}

/** Adds what the token says; a sentence says why it cannot. */
function applyToken(filter: RunFilter, words: string[], token: QueryToken): string | null {
  if (token.field === null) return applyWord(words, token)
  if (token.field.toLowerCase() === 'has') return applyHas(filter, token)
  const field = findQueryField(token.field)
  if (field === undefined) return unknownField(token)
  if (token.values.every(({ text, quoted }) => text === '' && !quoted)) return `${field.name}: needs a value.`
  switch (field.type) {
    case 'list':
      return applyList(filter, field, token)
    case 'number':
      return applyNumber(filter, field, token)
    case 'flag':
      return applyFlag(filter, field, token)
    default:
      return z.never().parse(field)
  }
}

function applyWord(words: string[], { negated, values }: QueryToken): string | null {
  const [value] = values
  if (value === undefined) return null
  const terms = parseFreeText(`${negated ? '-' : ''}${value.quoted ? quote(value.text) : value.text}`)
  if (terms.length === 0) return 'There is no letter or digit in it to search for.'
  words.push(printFreeText(terms))
  return null
}

function applyHas(filter: RunFilter, { negated, values }: QueryToken): string | null {
  const [value] = values
  const field = values.length === 1 && value !== undefined ? hasField(value.text) : undefined
  if (field === undefined) return 'Write has:loop, has:error, has:warning, or has: with a field such as has:tenant.'
  if (field.type === 'flag') return setFlag(filter, field, !negated)
  addValues(filter, field.filter, [negated ? '-' : '!-'])
  return null
}

/** `has:warning` asks whether there is any. */
export function hasField(name: string): FlagQueryField | ListQueryField | undefined {
  const field = findQueryField(name.toLowerCase() === 'warning' ? 'warnings' : name)
  return field?.type === 'number' ? undefined : field
}

function applyList(filter: RunFilter, field: ListQueryField, { negated, values }: QueryToken): string | null {
  const encoded: string[] = []
  for (const value of values) {
    if (value.text === '') return 'There is an empty value in the list.'
    const entry = encodeValue(value, negated)
    const unknown = unknownFixedValue(field, entry)
    if (unknown !== null) return unknown
    encoded.push(entry)
  }
  addValues(filter, field.filter, encoded)
  return null
}

function encodeValue({ text, quoted }: QueryValue, negated: boolean): string {
  if (quoted) return exactFilterValue(text, negated)
  const value = parseFilterValue(text.startsWith('!') ? `\\${text}` : text)
  return printFilterValue({ ...value, negated })
}

function unknownFixedValue(field: ListQueryField, entry: string): string | null {
  const allowed = fixedValues(field.filter)
  const value = parseFilterValue(entry)
  if (allowed === undefined || value.kind !== 'exact' || allowed.includes(value.value)) return null
  return `${field.label} is one of ${allowed.join(', ')}.`
}

function addValues(filter: RunFilter, name: ListFieldName, values: readonly string[]): void {
  filter[name] = [...new Set([...(filter[name] ?? []), ...values])]
}

function applyNumber(
  filter: RunFilter,
  field: Extract<QueryField, { type: 'number' }>,
  token: QueryToken,
): string | null {
  const [value] = token.values
  if (value === undefined || token.values.length > 1) return 'A number takes one value: write a range such as 5..20.'
  const bounds = parseNumberBounds(field, value.text, token.negated)
  if (typeof bounds === 'string') return bounds
  Object.assign(filter, narrowBounds(field, filter, bounds))
  return null
}

function applyFlag(filter: RunFilter, field: FlagQueryField, { negated, values }: QueryToken): string | null {
  const text = values.length === 1 ? values[0]?.text.toLowerCase() : undefined
  if (text !== 'true' && text !== 'false') return `Write ${field.name}:true, ${field.name}:false or has:${field.name}.`
  return setFlag(filter, field, (text === 'true') !== negated)
}

function setFlag(filter: RunFilter, field: FlagQueryField, value: boolean): string | null {
  const former = filter[field.filter]
  if (former !== undefined && former !== value) return `It contradicts another part: no run is both.`
  filter[field.filter] = value
  return null
}

function unknownField({ field }: QueryToken): string {
  const name = field ?? ''
  const near = nearestFieldName(name)
  const meant = near === null ? '' : ` Did you mean ${near}:?`
  return `There is no field ${name}.${meant} To search for the text itself, put it into quotation marks.`
}

import type { RunFilter } from '#lib/domain/filter.ts'
import { exactFilterValue, parseFilterValue } from '#lib/domain/query/filter-value.ts'
import { endLabel } from '#lib/format/end-label.ts'
import { filterFields, type FilterField, type ValueFieldName } from './run-filter-fields.ts'

/** Stands for "unknown" among the values of a filter. */
export const unknownValue = '-'
const negation = '!'

/** A chip of the filter bar: one field, is or is not; `values` as the filter writes them, without their negation. */
export type FilterChip = { field: FilterField; negated: boolean; values: string[]; text: string }

/** What a change sets; null takes a field out of the URL. */
export type RunFilterChange = { [Name in keyof RunFilter]?: RunFilter[Name] | null }

export function chipsOf(filter: RunFilter): FilterChip[] {
  return filterFields.flatMap((field) => {
    if (field.type === 'values') return valueChips(field, filter[field.name] ?? [])
    const value = filter[field.name]
    if (value === undefined) return []
    return [{ field, negated: false, values: [String(value)], text: scalarText(field, value) }]
  })
}

/** Whether anything but the time range narrows the list. */
export function isFiltered(filter: RunFilter): boolean {
  return chipsOf(filter).length > 0 || (filter.q ?? '') !== ''
}

/** Takes everything out but the time range. */
export function clearedFilter(): RunFilterChange {
  return { ...Object.fromEntries(filterFields.map(({ name }) => [name, null])), q: null }
}

/** Adds "is value" or "is not value"; its opposite goes. The value is taken as it is, `-` alone is the unknown one. */
export function withValue(filter: RunFilter, name: ValueFieldName, raw: string, negated: boolean): RunFilterChange {
  const value = raw === unknownValue ? raw : exactFilterValue(raw, false)
  const same = encode(value, negated)
  const opposite = encode(value, !negated)
  const kept = (filter[name] ?? []).filter((each) => each !== same && each !== opposite)
  return { [name]: [...kept, same] }
}

/** Replaces the values of one chip, "is" or "is not", and leaves the field's other chip alone. */
export function withChipValues(
  filter: RunFilter,
  name: ValueFieldName,
  values: readonly string[],
  negated: boolean,
): RunFilterChange {
  const others = (filter[name] ?? []).filter((each) => each.startsWith(negation) !== negated)
  const next = [...others, ...values.map((value) => encode(value, negated))]
  return { [name]: next.length === 0 ? null : next }
}

/** Moves the values of one chip to its other side: "is" becomes "is not", or back. */
export function withMovedChip(
  filter: RunFilter,
  name: ValueFieldName,
  values: readonly string[],
  negated: boolean,
): RunFilterChange {
  const moved = new Set(values.flatMap((value) => [encode(value, false), encode(value, true)]))
  const others = (filter[name] ?? []).filter((each) => !moved.has(each))
  const next = [...others, ...values.map((value) => encode(value, negated))]
  return { [name]: next.length === 0 ? null : next }
}

export function withoutChip(filter: RunFilter, chip: FilterChip): RunFilterChange {
  if (chip.field.type !== 'values') return { [chip.field.name]: null }
  return withChipValues(filter, chip.field.name, [], chip.negated)
}

/** A value of a filter as a person reads it. */
export function valueText(value: string, { name }: Pick<FilterField, 'name'>): string {
  const parsed = parseFilterValue(value)
  if (parsed.kind === 'unknown') return 'unknown'
  const text = parsed.kind === 'exact' ? parsed.value : parsed.pieces.join('*')
  return name === 'endReason' ? endLabel(text) : text
}

function valueChips(field: FilterField, encoded: readonly string[]): FilterChip[] {
  return [false, true].flatMap((negated) => {
    const values = encoded.filter((each) => each.startsWith(negation) === negated).map(decode)
    if (values.length === 0) return []
    const verb = negated ? 'is not' : 'is'
    const texts = values.map((value) => valueText(value, field))
    return [{ field, negated, values, text: `${verb} ${texts.join(negated ? ' nor ' : ' or ')}` }]
  })
}

function scalarText(field: FilterField, value: number | boolean): string {
  if (field.type === 'flag') return value ? field.yes : field.no
  if (field.type === 'number') return `${field.sign} ${value}${field.unit === '' ? '' : ` ${field.unit}`}`
  return String(value)
}

function encode(value: string, negated: boolean): string {
  return negated ? negation + value : value
}

function decode(encoded: string): string {
  return encoded.startsWith(negation) ? encoded.slice(1) : encoded
}

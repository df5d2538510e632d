import type { RunFilter } from '../filter.ts'
import { parseFilterValue, type FilterValue } from './filter-value.ts'
import { parseFreeText, printFreeText } from './free-text.ts'
import { printNumberBounds } from './number-bounds.ts'
import { queryFields, type ListQueryField } from './query-fields.ts'
import { quote } from './tokenise.ts'

/** The filter as the text that `parseQuery` reads; its time range is no part of it. */
export function printQuery(filter: RunFilter): string {
  const parts = queryFields.flatMap((field) => {
    switch (field.type) {
      case 'list':
        return printList(field, filter[field.filter] ?? [])
      case 'number':
        return printNumberBounds(field, filter)
      case 'flag': {
        const value = filter[field.filter]
        const name = field.name === 'warnings' ? 'warning' : field.name
        return value === undefined ? [] : [`${value ? '' : '-'}has:${name}`]
      }
    }
  })
  return [...parts, printFreeText(parseFreeText(filter.q ?? ''))].filter((part) => part !== '').join(' ')
}

/** `name:a,b` for what is wanted, `-name:c,d` for what is not. */
function printList({ name }: ListQueryField, entries: readonly string[]): string[] {
  const values = entries.filter((entry) => entry !== '').map(parseFilterValue)
  return [false, true].flatMap((negated) => {
    const texts = values.filter((value) => value.negated === negated).map(printValue)
    return texts.length === 0 ? [] : [`${negated ? '-' : ''}${name}:${texts.join(',')}`]
  })
}

/** As it is typed: quotation marks where the value would be read otherwise. */
export function printValue(value: FilterValue): string {
  if (value.kind === 'unknown') return '-'
  if (value.kind === 'exact') return isPlain(value.value) ? value.value : quote(value.value)
  return value.pieces
    .map((piece) => piece.replace(/[\\*]/g, '\\$&'))
    .join('*')
    .replace(/^\/\//, '\\//')
}

/** Two slashes after a field's colon would make an address of it. */
function isPlain(value: string): boolean {
  return value !== '-' && !value.startsWith('//') && /^[^\s",*\\!]+$/u.test(value)
}

import type { RunFilter } from '#lib/domain/filter.ts'
import type { RunFacet } from '#lib/domain/facets.ts'
import { filterFields, type FilterField } from '../run-filter-fields.ts'
import type { RunFilterChange } from '../run-filter-chips.ts'

export type FacetState = 'wanted' | 'unwanted' | 'open'

/** The filter that a facet sets; undefined for one of a newer server. */
export function fieldOfFacet({ field }: RunFacet): FilterField | undefined {
  return filterFields.find(({ name }) => name === field)
}

/** Whether the filter asks for this value, refuses it or says nothing of it. */
export function facetState(field: FilterField, filter: RunFilter, value: string): FacetState {
  if (field.type === 'number') return 'open'
  if (field.type === 'flag') return String(filter[field.name]) === value ? 'wanted' : 'open'
  const values = filter[field.name] ?? []
  if (values.includes(value)) return 'wanted'
  return values.includes(`!${value}`) ? 'unwanted' : 'open'
}

/** Only this value; again, any value. */
export function onlyChange(field: FilterField, filter: RunFilter, value: string): RunFilterChange {
  if (field.type === 'number') return {}
  if (field.type === 'flag')
    return { [field.name]: facetState(field, filter, value) === 'wanted' ? null : value === 'true' }
  const isOnly = filter[field.name]?.length === 1 && filter[field.name]?.[0] === value
  return { [field.name]: isOnly ? null : [value] }
}

/** This value too, or no more. */
export function alsoChange(field: FilterField, filter: RunFilter, value: string): RunFilterChange {
  return field.type === 'values'
    ? toggled(field.name, filter[field.name] ?? [], value, `!${value}`)
    : onlyChange(field, filter, value)
}

/** Not this value, or no more. */
export function excludeChange(field: FilterField, filter: RunFilter, value: string): RunFilterChange {
  if (field.type === 'values') return toggled(field.name, filter[field.name] ?? [], `!${value}`, value)
  return onlyChange(field, filter, value === 'true' ? 'false' : 'true')
}

function toggled(name: string, values: readonly string[], value: string, opposite: string): RunFilterChange {
  const others = values.filter((each) => each !== value && each !== opposite)
  const next = values.includes(value) ? others : [...others, value]
  return { [name]: next.length === 0 ? null : next }
}

/** Values as they are shown: chosen ones that no run has any more stay, so that they can be taken back. */
export function shownItems(facet: RunFacet, field: FilterField, filter: RunFilter): RunFacet['items'] {
  if (field.type !== 'values') return facet.items
  const known = new Set(facet.items.map((item) => item.filter))
  const chosen = (filter[field.name] ?? []).map((text) => (text.startsWith('!') ? text.slice(1) : text))
  const missing = [...new Set(chosen)].filter((text) => !known.has(text))
  return [...missing.map((text) => ({ value: text, filter: text, runs: 0 })), ...facet.items]
}

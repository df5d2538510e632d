import type { RunFilter } from '#lib/domain/filter.ts'
import type { ParsedQuery } from '#lib/domain/query/parse-query.ts'
import { clearedFilter, type RunFilterChange } from '../run-filter-chips.ts'

/** The whole query was edited as text: what it does not say goes. */
export function replacingChange({ filter }: ParsedQuery): RunFilterChange {
  return { ...clearedFilter(), ...filter }
}

/** Something was typed beside the chips: its fields come to them, its words are the new free text. */
export function addingChange(current: RunFilter, { filter }: ParsedQuery): RunFilterChange {
  const { q, ...typed } = filter
  const merged = Object.entries(typed).map(([name, value]) => {
    const former: unknown = Object.entries(current).find(([key]) => key === name)?.[1]
    return [name, Array.isArray(value) && Array.isArray(former) ? mergedValues(former, value) : value]
  })
  return { ...Object.fromEntries(merged), q: q ?? null }
}

/** A value and its opposite cannot both be asked for: the later one stays. */
function mergedValues(former: readonly string[], added: readonly string[]): string[] {
  const opposites = new Set(added.map((value) => (value.startsWith('!') ? value.slice(1) : `!${value}`)))
  return [...new Set([...former.filter((value) => !opposites.has(value)), ...added])]
}

/** Whether the text names a field, and not only words. */
export function namesFields({ filter, errors }: ParsedQuery): boolean {
  return errors.length > 0 || Object.keys(filter).some((name) => name !== 'q')
}

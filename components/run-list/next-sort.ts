import type { GridSort } from '#components/table/grid-column.ts'
import { RunSort } from '#lib/domain/filter.ts'

type SortChange = { sort: RunSort | null; order: 'asc' | 'desc' | null }

/** What a click on a header sets: largest first, then smallest first; the default leaves the URL. */
export function nextSort(current: GridSort, key: string): SortChange {
  const sort = RunSort.safeParse(key)
  if (!sort.success) return { sort: null, order: null }
  const order = current.key === key && current.order === 'desc' ? 'asc' : null
  return { sort: sort.data === 'startedAt' ? null : sort.data, order }
}

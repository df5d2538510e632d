import type { GridSort } from '#components/table/grid-column.ts'

type SortChange<Key> = { sort: Key | null; order: 'asc' | 'desc' | null }

/** What a click on a header sets: largest first, then smallest first; the default (first of `keys`) leaves the URL. */
export function nextSort<Key extends string>(keys: readonly Key[], current: GridSort, key: string): SortChange<Key> {
  const sort = keys.find((each) => each === key)
  if (sort === undefined) return { sort: null, order: null }
  const order = current.key === key && current.order === 'desc' ? 'asc' : null
  return { sort: sort === keys[0] ? null : sort, order }
}

/** A column that rows are sorted by, and the way. */
export type SortOrder<Key extends string> = { key: Key; order: 'asc' | 'desc' }

/** What a press on the head of column `key` makes of an order: names from A, figures from the largest; again turns it round. */
export function nextOrder<Key extends string>(key: Key, before: SortOrder<Key>, nameKey: Key): SortOrder<Key> {
  if (before.key === key) return { key, order: before.order === 'asc' ? 'desc' : 'asc' }
  return { key, order: key === nameKey ? 'asc' : 'desc' }
}

/** `aria-sort` of the head of column `key`. */
export function ariaSort<Key extends string>(key: Key, order: SortOrder<Key>): 'ascending' | 'descending' | undefined {
  if (order.key !== key) return undefined
  return order.order === 'asc' ? 'ascending' : 'descending'
}

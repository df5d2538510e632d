/** Children of all nodes in two columns: those of node i are `items[offsets[i]] … items[offsets[i + 1] − 1]`. */
export type ChildTable = { offsets: Uint32Array; items: Uint32Array }

/** Roots are the children of the node after the last. */
export function childTable(parent: Int32Array): ChildTable {
  const count = parent.length
  const offsets = new Uint32Array(count + 2)
  const slotOf = (each: number) => (each === -1 ? count : each)
  for (const each of parent) offsets[slotOf(each) + 1] = (offsets[slotOf(each) + 1] ?? 0) + 1
  for (let slot = 1; slot < offsets.length; slot++) offsets[slot] = (offsets[slot] ?? 0) + (offsets[slot - 1] ?? 0)
  const next = offsets.slice()
  const items = new Uint32Array(count)
  parent.forEach((each, index) => {
    const place = next[slotOf(each)] ?? 0
    items[place] = index
    next[slotOf(each)] = place + 1
  })
  return { offsets, items }
}

export function childrenOf({ offsets, items }: ChildTable, index: number): Uint32Array {
  return items.subarray(offsets[index], offsets[index + 1])
}

/** The children of the node after the last: see `childTable`. */
export function rootsOf(table: ChildTable): Uint32Array {
  return childrenOf(table, table.items.length)
}

/** What moving in a tree needs to know of a row; `open` is null for a leaf. */
export type KeyRow = { depth: number; open: boolean | null }

export type TreeKeyAction = { type: 'move'; row: number } | { type: 'toggle'; row: number }

const PAGE = 20

/** What a key does in a treegrid (WAI-ARIA authoring practices); null leaves the key to the page. */
export function treeKey(rows: readonly KeyRow[], active: number, key: string): TreeKeyAction | null {
  const row = rows[active]
  switch (key) {
    case 'ArrowDown':
      return move(rows, active + 1)
    case 'ArrowUp':
      return move(rows, active - 1)
    case 'PageDown':
      return move(rows, active + PAGE)
    case 'PageUp':
      return move(rows, active - PAGE)
    case 'Home':
      return move(rows, 0)
    case 'End':
      return move(rows, rows.length - 1)
    case 'ArrowRight':
      if (row === undefined || row.open === null) return null
      return row.open ? move(rows, active + 1) : { type: 'toggle', row: active }
    case 'ArrowLeft':
      if (row === undefined) return null
      return row.open === true ? { type: 'toggle', row: active } : move(rows, parentRow(rows, active))
    default:
      return null
  }
}

function move(rows: readonly KeyRow[], row: number): TreeKeyAction | null {
  return rows.length === 0 ? null : { type: 'move', row: Math.min(Math.max(row, 0), rows.length - 1) }
}

function parentRow(rows: readonly KeyRow[], active: number): number {
  const depth = rows[active]?.depth ?? 0
  for (let i = active - 1; i >= 0; i--) if ((rows[i]?.depth ?? 0) < depth) return i
  return active
}

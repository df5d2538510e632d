/**
 * What is open in a tree: everything above `level`, except the ids that a person flipped.
 * Rows that arrive later follow the level, so a growing run keeps its shape.
 */
export type Expansion = { level: number; flipped: ReadonlySet<string> }

type Row = { depth: number; descendantCount: number; spanId: string }

export const everythingOpen: Expansion = { level: Number.POSITIVE_INFINITY, flipped: new Set() }
export const everythingClosed: Expansion = { level: 0, flipped: new Set() }

export function isOpen(expansion: Expansion, id: string, depth: number): boolean {
  return depth < expansion.level !== expansion.flipped.has(id)
}

export function flip(expansion: Expansion, ids: Iterable<string>): Expansion {
  const flipped = new Set(expansion.flipped)
  for (const id of ids) {
    if (!flipped.delete(id)) flipped.add(id)
  }
  return { level: expansion.level, flipped }
}

/** Opens (+1) or closes (−1) one level everywhere. */
export function stepLevel(expansion: Expansion, direction: 1 | -1, rows: readonly Row[]): Expansion {
  const deepest = deepestParent(rows) + 1
  const level = Math.min(expansion.level, deepest) + direction
  return { level: level >= deepest ? Number.POSITIVE_INFINITY : Math.max(0, level), flipped: new Set() }
}

/** The deepest level that shows at most `maxRows` rows at once; small trees open entirely. */
export function levelForRows(rows: readonly Row[], maxRows: number): number {
  if (rows.length <= maxRows) return Number.POSITIVE_INFINITY
  const rowsAtDepth: number[] = []
  for (const row of rows) rowsAtDepth[row.depth] = (rowsAtDepth[row.depth] ?? 0) + 1
  let shown = 0
  for (let depth = 0; depth < rowsAtDepth.length; depth++) {
    shown += rowsAtDepth[depth] ?? 0
    if (shown > maxRows) return Math.max(1, depth - 1)
  }
  return Number.POSITIVE_INFINITY
}

/** Opens every ancestor of the row at `index`. */
export function reveal(expansion: Expansion, rows: readonly Row[], index: number): Expansion {
  const closed = ancestorsOf(rows, index).filter((row) => !isOpen(expansion, row.spanId, row.depth))
  return closed.length === 0
    ? expansion
    : flip(
        expansion,
        closed.map((row) => row.spanId),
      )
}

function ancestorsOf(rows: readonly Row[], index: number): Row[] {
  const ancestors: Row[] = []
  let depth = rows[index]?.depth ?? 0
  for (let i = index - 1; i >= 0 && depth > 0; i--) {
    const row = rows[i]
    if (row !== undefined && row.depth < depth) {
      ancestors.push(row)
      depth = row.depth
    }
  }
  return ancestors
}

function deepestParent(rows: readonly Row[]): number {
  let deepest = -1
  for (const row of rows) if (row.descendantCount > 0 && row.depth > deepest) deepest = row.depth
  return deepest
}

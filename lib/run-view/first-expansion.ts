import type { SpanNode } from '#lib/domain/run.ts'
import { everythingOpen, flip, levelForRows, reveal, type Expansion } from './expansion.ts'
import { noisyParents } from './noisy-parents.ts'
import { noFilter } from './row-filter.ts'
import { treeRows } from './tree-rows.ts'

/** Bigger runs open only as many levels as make about this many rows. */
const OPEN_ROWS = 500

/** Noise is closed, then as many levels are open as fit, then the way to the selected span; −1 where none is. */
export function firstExpansion(nodes: readonly SpanNode[], selectedIndex: number): Expansion {
  const quiet = flip(everythingOpen, noisyParents(nodes))
  const shown = treeRows(nodes, quiet, noFilter).map((row) => row.node)
  const level = levelForRows(shown, OPEN_ROWS)
  const flipped = shown.filter((node) => node.depth < level && quiet.flipped.has(node.spanId))
  const expansion = { level, flipped: new Set(flipped.map((node) => node.spanId)) }
  return selectedIndex === -1 ? expansion : reveal(expansion, nodes, selectedIndex)
}

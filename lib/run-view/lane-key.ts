import type { LaneIndex } from './lane-index.ts'
import type { Lanes } from './timeline-lanes.ts'

/** The node that an arrow key leads to: before and after in its lane, up to its parent, down to its first child. */
export function laneKey(
  { lanes, places }: LaneIndex,
  { lane }: Lanes,
  active: number | null,
  key: string,
): number | null {
  if (!key.startsWith('Arrow')) return null
  if (active === null) return lanes[0]?.[0] ?? null
  const nodes = lanes[lane[active] ?? 0] ?? []
  const place = nodes.indexOf(active)
  switch (key) {
    case 'ArrowLeft':
      return nodes[place - 1] ?? null
    case 'ArrowRight':
      return nodes[place + 1] ?? null
    case 'ArrowUp': {
      const parent = places.parent[active] ?? -1
      return parent === -1 ? null : parent
    }
    case 'ArrowDown':
      // Depth first: a child follows its parent at once.
      return places.parent[active + 1] === active ? active + 1 : null
    default:
      return null
  }
}

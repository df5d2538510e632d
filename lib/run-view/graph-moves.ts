import type { LayoutPoint } from './graph-layout.ts'

export type Placed = LayoutPoint & { id: string }

const directions: Record<string, LayoutPoint> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

/** Sideways distance counts this often: an arrow goes to what lies that way. */
const SIDEWAYS = 3

/** The node that an arrow key leads to; null when the key is none or nothing lies that way. */
export function neighbourAt(places: readonly Placed[], fromId: string, key: string): string | null {
  const direction = directions[key]
  const from = places.find(({ id }) => id === fromId)
  if (direction === undefined || from === undefined) return null
  let best: { id: string; far: number } | null = null
  for (const { id, x, y } of places) {
    const ahead = (x - from.x) * direction.x + (y - from.y) * direction.y
    if (id === fromId || ahead <= 0) continue
    const aside = Math.abs((x - from.x) * direction.y) + Math.abs((y - from.y) * direction.x)
    const far = ahead + SIDEWAYS * aside
    if (best === null || far < best.far) best = { id, far }
  }
  return best?.id ?? null
}

/** The visit that a click shows: the one after the selected, around the end; else the first. */
export function nextVisit(spanIds: readonly string[], selectedId: string | null): string | null {
  const place = selectedId === null ? -1 : spanIds.indexOf(selectedId)
  return spanIds[(place + 1) % Math.max(1, spanIds.length)] ?? null
}

/** A smooth way through corners, as an SVG path. */
export function pathThrough(points: readonly LayoutPoint[]): string {
  const [first, ...rest] = points
  if (first === undefined) return ''
  const corners = rest.slice(0, -1)
  const last = rest.at(-1) ?? first
  const curves = corners.map((corner, index) => {
    const next = rest[index + 1] ?? last
    const end = index === corners.length - 1 ? last : { x: (corner.x + next.x) / 2, y: (corner.y + next.y) / 2 }
    return `Q${at(corner)} ${at(end)}`
  })
  return [`M${at(first)}`, ...(curves.length === 0 ? [`L${at(last)}`] : curves)].join('')
}

function at({ x, y }: LayoutPoint): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`
}

/** A chart over time is cut into slots of equal width, numbered from 0. Both ends are part of a range. */
export type SlotRange = { first: number; last: number }

/** The slot under `x` pixels from the left; places outside belong to the slot at that end. Null without any slot. */
export function slotAt(x: number, width: number, count: number): number | null {
  if (count === 0 || width <= 0) return null
  return Math.max(0, Math.min(count - 1, Math.floor((x / width) * count)))
}

/** What a drag from one slot to another covers, whichever way it went. */
export function slotRange(from: number, to: number): SlotRange {
  return { first: Math.min(from, to), last: Math.max(from, to) }
}

/** Values without a neighbour: a line through them would draw nothing, so they need a dot. */
export function lonelySlots(values: readonly (number | null)[]): Set<number> {
  const isGap = (slot: number) => (values[slot] ?? null) === null
  return new Set(values.keys().filter((slot) => !isGap(slot) && isGap(slot - 1) && isGap(slot + 1)))
}

/** Top of a scale that begins at 0; a chart of nothing still has a height. */
export function scaleTop(values: readonly (number | null)[]): number {
  const top = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  return top === 0 ? 1 : top
}

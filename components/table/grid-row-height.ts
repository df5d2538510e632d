const heights = { compact: 28, comfortable: 36 }
/** Two lines, and room for a finger. */
const narrowHeight = 44

export function gridRowHeight(density: 'compact' | 'comfortable', narrow: boolean): number {
  return narrow ? narrowHeight : heights[density]
}

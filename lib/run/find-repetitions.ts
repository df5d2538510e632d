/** A segment of a sequence that follows itself without a gap. */
export type Repetition = { start: number; period: number; rounds: number }

/** Longer cycles than this are not looked for, so that 20,000 steps stay fast. */
const longestPeriod = 512
const fewestRounds = 3

/**
 * Segments that repeat at least three times in a row, not overlapping: the longest stretch first, then
 * the shortest period. Time is length × period limit; equal symbols are equal numbers.
 */
export function findRepetitions(sequence: Int32Array): Repetition[] {
  const found: Repetition[] = []
  const limit = Math.min(longestPeriod, Math.floor(sequence.length / fewestRounds))
  for (let period = 1; period <= limit; period++) collect(sequence, period, found)
  found.sort((a, b) => b.rounds * b.period - a.rounds * a.period || a.period - b.period || a.start - b.start)
  return withoutOverlap(found, sequence.length).toSorted((a, b) => a.start - b.start)
}

/** A run of n equal pairs at a distance of one period covers n + period elements. */
function collect(sequence: Int32Array, period: number, found: Repetition[]): void {
  let equal = 0
  for (let index = period; index <= sequence.length; index++) {
    if (index < sequence.length && sequence[index] === sequence[index - period]) {
      equal++
      continue
    }
    const rounds = Math.floor((equal + period) / period)
    if (rounds >= fewestRounds) found.push({ start: index - equal - period, period, rounds })
    equal = 0
  }
}

function withoutOverlap(sorted: readonly Repetition[], length: number): Repetition[] {
  const taken = new Uint8Array(length)
  return sorted.filter(({ start, period, rounds }) => {
    const end = start + period * rounds
    for (let index = start; index < end; index++) if (taken[index] === 1) return false
    taken.fill(1, start, end)
    return true
  })
}

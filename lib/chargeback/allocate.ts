import type { FixedUsd } from '#lib/pricing/fixed-usd.ts'

/**
 * Splits an amount in proportion to weights (none negative) by the method of largest remainders (Hamilton, 1792): the
 * parts add up to the amount exactly, and none differs from its exact share by a whole unit. Weights that are all zero
 * count alike; of equal remainders the earlier part gets the unit.
 */
export function allocate(amount: FixedUsd, weights: readonly bigint[]): FixedUsd[] {
  const sum = weights.reduce((total, weight) => total + weight, 0n)
  const used = sum === 0n ? weights.map(() => 1n) : weights
  const divisor = sum === 0n ? BigInt(weights.length) : sum
  if (weights.length === 0) return []
  const magnitude = amount < 0n ? -amount : amount
  const shares = used.map((weight, index) => {
    const product = magnitude * weight
    return { index, part: product / divisor, remainder: product % divisor }
  })
  let left = magnitude - shares.reduce((total, { part }) => total + part, 0n)
  for (const share of shares.toSorted(byRemainder)) {
    if (left === 0n) break
    share.part += 1n
    left -= 1n
  }
  return shares.map(({ part }) => (amount < 0n ? -part : part))
}

/**
 * Amounts in whole units of `unit` (e.g. cents) that add up to their rounded sum: what is printed can be added up by
 * hand. Each differs from its amount by less than a unit.
 */
export function roundTogether(amounts: readonly FixedUsd[], unit: bigint): bigint[] {
  const floors = amounts.map((amount) => floorDivide(amount, unit))
  const sum = amounts.reduce((total, amount) => total + amount, 0n)
  let left = floorDivide(2n * sum + unit, 2n * unit) - floors.reduce((total, floor) => total + floor, 0n)
  const rests = amounts.map((amount, index) => ({ index, remainder: amount - (floors[index] ?? 0n) * unit }))
  const raised = new Set<number>()
  for (const { index } of rests.toSorted(byRemainder)) {
    if (left <= 0n) break
    raised.add(index)
    left -= 1n
  }
  return floors.map((floor, index) => (raised.has(index) ? floor + 1n : floor))
}

type Rest = { index: number; remainder: bigint }

/** The largest remainder first, of equal ones the earlier. */
function byRemainder(a: Rest, b: Rest): number {
  if (a.remainder === b.remainder) return a.index - b.index
  return a.remainder < b.remainder ? 1 : -1
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor
  return dividend % divisor < 0n ? quotient - 1n : quotient
}

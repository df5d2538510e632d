import { divideHalfEven, formatUsd, parseUsd } from './fixed-usd.ts'

/** A mean, rounded half to even to 12 digits; null where the sum is unknown or of nothing. */
export function divideUsd(sum: string | null, count: number): string | null {
  const amount = sum === null ? null : parseUsd(sum)
  return amount === null || count === 0 ? null : formatUsd(divideHalfEven(amount, BigInt(count)))
}

import { formatInCurrency, formatUsd, formatUsdExact } from '#lib/format/usd.ts'

/** A difference in money, with its sign. */
export function signedUsd(usd: string): string {
  return Number(usd) > 0 ? `+${formatUsd(usd)}` : formatUsd(usd)
}

export function signedUsdExact(usd: string): string {
  return Number(usd) > 0 ? `+${formatUsdExact(usd)}` : formatUsdExact(usd)
}

/** The same in the second currency; its code stands beside it. */
export function signedInCurrency(amount: string | null): string {
  return Number(amount) > 0 ? `+${formatInCurrency(amount)}` : formatInCurrency(amount)
}

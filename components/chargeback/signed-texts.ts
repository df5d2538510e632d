import { formatInCurrency, formatUsd } from '#lib/format/usd.ts'

/** A difference in money, with its sign. */
export function signedUsd(usd: string): string {
  return Number(usd) > 0 ? `+${formatUsd(usd)}` : formatUsd(usd)
}

/** The same in the second currency; its code stands beside it. */
export function signedInCurrency(amount: string | null): string {
  return Number(amount) > 0 ? `+${formatInCurrency(amount)}` : formatInCurrency(amount)
}

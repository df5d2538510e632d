import type { ChargebackSettings } from '#lib/domain/statement.ts'
import { parseDecimal, usdDigits, type FixedUsd } from '#lib/pricing/fixed-usd.ts'
import { roundTogether } from './allocate.ts'

/** Amounts in a second currency, in hundredths that add up to the rounded sum; null without one. */
export function inCurrency(amounts: readonly FixedUsd[], currency: ChargebackSettings['currency']) {
  if (currency === null) return null
  const rate = parseDecimal(currency.usdRate)
  if (rate === null) throw new Error(`no number: ${currency.usdRate}`)
  const hundredth = 10n ** BigInt(usdDigits - 2) * 10n ** BigInt(rate.scale)
  const parts = roundTogether(
    amounts.map((amount) => amount * rate.digits),
    hundredth,
  )
  return { parts: parts.map(formatHundredths), sum: formatHundredths(parts.reduce((sum, part) => sum + part, 0n)) }
}

function formatHundredths(amount: bigint): string {
  const magnitude = String(amount < 0n ? -amount : amount).padStart(3, '0')
  return `${amount < 0n ? '-' : ''}${magnitude.slice(0, -2)}.${magnitude.slice(-2)}`
}

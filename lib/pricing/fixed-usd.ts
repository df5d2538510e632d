/**
 * Exact money: USD as a whole number of 10⁻¹² dollars, the scale of the stored Decimal(38, 12).
 * No floating-point number ever reaches a sum.
 */
export type FixedUsd = bigint

export const usdDigits = 12
const one = 10n ** BigInt(usdDigits)

/** A decimal number as digits and scale: value = digits × 10^-scale. */
export type Decimal = { digits: bigint; scale: number }

const decimalPattern = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/i

/** Reads plain and exponent notation exactly; null for anything else. */
export function parseDecimal(text: string): Decimal | null {
  const match = decimalPattern.exec(text.trim())
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match ?? []
  if (match === null || whole + fraction === '') return null
  const magnitude = BigInt(whole + fraction)
  const scale = fraction.length - Number(exponent)
  const digits = sign === '-' ? -magnitude : magnitude
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** The product, exactly. */
export function multiplyDecimals(left: Decimal, right: Decimal): Decimal {
  return { digits: left.digits * right.digits, scale: left.scale + right.scale }
}

/** All digits and no more: "0.3", "12", "-0.000001". */
export function formatDecimal({ digits, scale }: Decimal): string {
  const magnitude = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = magnitude.slice(0, magnitude.length - scale)
  const fraction = magnitude.slice(magnitude.length - scale).replace(/0+$/, '')
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Division of whole numbers rounded half to even; the divisor is positive. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n
  const magnitude = negative ? -dividend : dividend
  let quotient = magnitude / divisor
  const twice = (magnitude % divisor) * 2n
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) quotient += 1n
  return negative ? -quotient : quotient
}

/** count × price / per, rounded once. */
export function priceUnits(count: number, price: Decimal, per: number): FixedUsd {
  return divideHalfEven(BigInt(count) * price.digits * one, BigInt(per) * 10n ** BigInt(price.scale))
}

const allDigits = /^-?\d+\.\d{12}$/

/** A decimal string as money, rounded half to even to 12 digits; null when it is no number. */
export function parseUsd(text: string): FixedUsd | null {
  // As `formatUsd` writes it, which nearly all of it is.
  if (allDigits.test(text)) return BigInt(text.replace('.', ''))
  const decimal = parseDecimal(text)
  return decimal === null ? null : divideHalfEven(decimal.digits * one, 10n ** BigInt(decimal.scale))
}

/** Money with all 12 digits, e.g. "0.031200000000". */
export function formatUsd(amount: FixedUsd): string {
  const magnitude = amount < 0n ? -amount : amount
  const fraction = String(magnitude % one).padStart(usdDigits, '0')
  return `${amount < 0n ? '-' : ''}${magnitude / one}.${fraction}`
}

/** Exact sum of decimal strings; null when every one is null (unknown is not zero). */
export function sumUsd(amounts: Iterable<string | null>): string | null {
  let total: FixedUsd | null = null
  for (const amount of amounts) {
    const parsed = amount === null ? null : parseUsd(amount)
    if (parsed !== null) total = (total ?? 0n) + parsed
  }
  return total === null ? null : formatUsd(total)
}

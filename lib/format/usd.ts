import { unknownText } from './unknown.ts'

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const dollars = new Intl.NumberFormat('en-US')

/**
 * Money in short: two decimals from a dollar on ($1,204.50), four below ($0.0312),
 * four significant digits below a cent ($0.001234). Takes the wire's decimal string.
 */
export function formatUsd(usd: string | null): string {
  if (usd === null) return unknownText
  const amount = Number(usd)
  const magnitude = Math.abs(amount)
  const sign = amount < 0 ? '−' : ''
  if (magnitude === 0) return '$0.00'
  if (magnitude >= 0.99995) return `${sign}$${cents.format(magnitude)}`
  if (magnitude >= 0.01) return `${sign}$${magnitude.toFixed(4).replace(/0{1,2}$/, '')}`
  // The wire has 12 decimals: anything smaller than one of them was rounded away before.
  const decimals = Math.min(12, 3 - Math.floor(Math.log10(magnitude)))
  return `${sign}$${trimZeros(magnitude.toFixed(decimals))}`
}

/** Every digit of the wire's decimal, without trailing zeros: $0.0312. */
export function formatUsdExact(usd: string | null): string {
  if (usd === null) return unknownText
  const negative = usd.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? usd.slice(1) : usd).split('.')
  const decimals = fraction.replace(/0+$/, '').padEnd(2, '0')
  return `${negative ? '−' : ''}$${dollars.format(BigInt(whole))}.${decimals}`
}

/** The same for amounts that stand below each other: as many decimals as the one with the most. */
export function usdColumn(amounts: Iterable<string | null>): (usd: string) => string {
  const texts = [...amounts].filter((usd) => usd !== null).map((usd) => formatUsdExact(usd))
  const decimals = Math.max(2, ...texts.map(decimalsOf))
  return (usd) => {
    const text = formatUsdExact(usd)
    return text + '0'.repeat(Math.max(0, decimals - decimalsOf(text)))
  }
}

function decimalsOf(text: string): number {
  return text.length - text.indexOf('.') - 1
}

/** An amount in units of 10^-decimals dollars, with all of its decimals: columns of these are added up by hand. */
export function formatUsdUnits(units: bigint, decimals: number): string {
  const magnitude = String(units < 0n ? -units : units).padStart(decimals + 1, '0')
  const whole = dollars.format(BigInt(magnitude.slice(0, magnitude.length - decimals)))
  return `${units < 0n ? '−' : ''}$${whole}.${magnitude.slice(magnitude.length - decimals)}`
}

/** Another currency's amount with the digits that it has: 1,204.50. */
export function formatInCurrency(amount: string | null): string {
  return amount === null ? unknownText : formatUsdExact(amount).replace('$', '')
}

function trimZeros(text: string): string {
  return text.replace(/0+$/, '')
}

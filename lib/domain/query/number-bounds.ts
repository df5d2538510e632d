import type { RunFilter } from '../filter.ts'
import type { NumberFieldName, NumberQueryField } from './query-fields.ts'

export type NumberBounds = Partial<Record<NumberFieldName, number>>

type Comparison = '>' | '>=' | '<' | '<='
const opposite: Record<Comparison, Comparison> = { '>': '<=', '>=': '<', '<': '>=', '<=': '>' }

/** `>20`, `<=3`, `5..20`, `..20`, `7`, each number with a suffix of the field; or a sentence that says what is wrong. */
export function parseNumberBounds(field: NumberQueryField, text: string, negated: boolean): NumberBounds | string {
  const compared = /^(>=|<=|>|<)(.*)$/s.exec(text)
  if (compared) return boundOf(field, compared[1] ?? '', compared[2] ?? '', negated)
  if (negated) return `Say the opposite instead: ${field.name}:<… or ${field.name}:>….`
  const [from, to, ...more] = text.split('..')
  if (from === undefined || more.length > 0 || (from === '' && (to ?? '') === '')) return howTo(field)
  const low = from === '' ? null : readNumber(field, from)
  const high = to === undefined ? low : to === '' ? null : readNumber(field, to)
  if (typeof low === 'string') return low
  if (typeof high === 'string') return high
  if (low !== null && high !== null && low > high)
    return `${from} is more than ${to ?? ''}: write the smaller number first.`
  return { ...(low === null ? {} : { [field.min]: low }), ...(high === null ? {} : { [field.max]: high }) }
}

export function printNumberBounds(field: NumberQueryField, filter: RunFilter): string[] {
  const [min, max] = [filter[field.min], filter[field.max]]
  const strict = [
    { sign: '>', value: field.above === null ? undefined : filter[field.above] },
    { sign: '<', value: field.below === null ? undefined : filter[field.below] },
  ].flatMap(({ sign, value }) => (value === undefined ? [] : [`${field.name}:${sign}${plainNumber(value)}`]))
  return [...rangeText(min, max).map((text) => `${field.name}:${text}`), ...strict]
}

/** The narrower of two sets of bounds. */
export function narrowBounds(field: NumberQueryField, a: RunFilter, b: NumberBounds): NumberBounds {
  const result: NumberBounds = {}
  for (const name of [field.min, field.above, field.max, field.below]) {
    if (name === null) continue
    const values = [a[name], b[name]].filter((value) => value !== undefined)
    if (values.length === 0) continue
    result[name] = name === field.min || name === field.above ? Math.max(...values) : Math.min(...values)
  }
  return result
}

/** Without an exponent. */
export function plainNumber(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return value < 1 ? value.toFixed(20).replace(/0+$/, '') : BigInt(Math.round(value)).toString()
}

function rangeText(min: number | undefined, max: number | undefined): string[] {
  if (min === undefined) return max === undefined ? [] : [`<=${plainNumber(max)}`]
  if (max === undefined) return [`>=${plainNumber(min)}`]
  return [min === max ? plainNumber(min) : `${plainNumber(min)}..${plainNumber(max)}`]
}

function boundOf(field: NumberQueryField, sign: string, text: string, negated: boolean): NumberBounds | string {
  const value = readNumber(field, text)
  if (typeof value === 'string') return value
  const asked = sign === '>' || sign === '>=' || sign === '<' ? sign : '<='
  const comparison = negated ? opposite[asked] : asked
  switch (comparison) {
    case '>=':
      return { [field.min]: value }
    case '<=':
      return { [field.max]: value }
    case '>':
      return field.above === null ? { [field.min]: value + 1 } : { [field.above]: value }
    case '<':
      if (value === 0) return `No run has less than 0.`
      return field.below === null ? { [field.max]: value - 1 } : { [field.below]: value }
  }
}

function readNumber(field: NumberQueryField, text: string): number | string {
  const match = /^\$?(\d{1,15}(?:\.\d{1,20})?)([a-z]*)$/i.exec(text.trim())
  const suffix = (match?.[2] ?? '').toLowerCase()
  const factor = suffix === '' ? 1 : Object.hasOwn(field.suffixes, suffix) ? (field.suffixes[suffix] ?? 0) : 0
  if (match === null || factor === 0) return howTo(field)
  // 0.1k: what binary fractions add must not make it no whole number.
  const value = Number((Number(match[1]) * factor).toPrecision(15))
  if (field.above === null && !Number.isSafeInteger(value)) return `${field.label} are whole numbers.`
  return value
}

function howTo(field: NumberQueryField): string {
  const suffixes = Object.keys(field.suffixes)
  const units = suffixes.length === 0 ? '' : `; a number may end in ${suffixes.join(', ')}`
  return `Write ${field.name}:>20, ${field.name}:5..20 or ${field.name}:7${units}.`
}

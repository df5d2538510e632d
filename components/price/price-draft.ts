import type { PriceClass } from '#lib/domain/cost.ts'
import { Price, PricedClass, type ClassPrices, type StoredPrice } from '#lib/domain/price.ts'

type Named = { name: string; factor: string }
type LongInput = { aboveInputTokens: string; prices: Partial<Record<PriceClass, string>> }

/** A price as it stands in the form: texts, which need not make sense yet. */
export type PriceDraft = {
  id: string
  kind: 'model' | 'tool'
  pattern: string
  provider: string
  validFrom: string
  validTo: string
  /** False leaves the list price, less the discount. */
  hasOwnPrices: boolean
  prices: Partial<Record<PriceClass, string>>
  longContext: readonly LongInput[]
  serviceTiers: readonly Named[]
  discountPercent: string
  perCallUsd: string
}

export type DraftReading =
  | { price: StoredPrice; errors: null }
  | { price: null; errors: Readonly<Record<string, string>> }

export function emptyDraft(id: string, given: Partial<PriceDraft> = {}): PriceDraft {
  return {
    id,
    kind: 'model',
    pattern: '',
    provider: '',
    validFrom: '',
    validTo: '',
    hasOwnPrices: true,
    prices: {},
    longContext: [],
    serviceTiers: [],
    discountPercent: '',
    perCallUsd: '',
    ...given,
  }
}

export function draftOf(price: StoredPrice): PriceDraft {
  const { id, kind, pattern, provider, validFrom, validTo } = price
  const common = { kind, pattern, provider: provider ?? '', validFrom: validFrom ?? '', validTo: validTo ?? '' }
  if (price.kind === 'tool') return emptyDraft(id, { ...common, perCallUsd: price.perCallUsd })
  return emptyDraft(id, {
    ...common,
    hasOwnPrices: price.prices !== null,
    prices: price.prices ?? {},
    longContext: price.longContext.map((step) => ({ ...step, aboveInputTokens: String(step.aboveInputTokens) })),
    serviceTiers: Object.entries(price.serviceTiers).map(([name, factor]) => ({ name, factor })),
    discountPercent: Number(price.discountPercent) === 0 ? '' : price.discountPercent,
  })
}

/** The price that a draft stands for, or what is wrong with which of its fields. */
export function readDraft(draft: PriceDraft): DraftReading {
  const parsed = Price.safeParse(draft.kind === 'tool' ? toolOf(draft) : modelOf(draft))
  const errors = new Map<string, string>()
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path.join('.') || 'validTo'
    if (!errors.has(field)) errors.set(field, wordsOf(message))
  }
  if (draft.pattern.trim() === '') errors.set('pattern', 'Say which model or tool it is for')
  if (draft.kind === 'model') {
    if (saysNothing(draft)) errors.set('prices', 'Give at least one price, or a discount')
    for (const [field, message] of rowErrors(draft)) errors.set(field, message)
  }
  if (!parsed.success || errors.size > 0) return { price: null, errors: Object.fromEntries(errors) }
  return { price: { ...parsed.data, id: draft.id }, errors: null }
}

/** What is wrong with rows of the form, which a price has otherwise. */
function rowErrors({ hasOwnPrices, longContext, serviceTiers }: PriceDraft): [string, string][] {
  const sizes = longContext.flatMap(({ aboveInputTokens, prices }, index): [string, string][] => {
    const field = `longContext.${index}.aboveInputTokens`
    if (!/^[1-9]\d{0,14}$/.test(aboveInputTokens.trim())) return [[field, 'A whole number of tokens such as 200000']]
    return Object.keys(filled(prices)).length === 0 ? [[field, 'Give a price for inputs of this size']] : []
  })
  const names = serviceTiers.map(({ name }) => name.trim().toLowerCase()).filter((name) => name !== '')
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index))
  const tiers = [...twice].map((name): [string, string] => [`serviceTiers.${name}`, `The tier ${name} is named twice`])
  return [...(hasOwnPrices ? sizes : []), ...tiers]
}

function saysNothing({ hasOwnPrices, prices, discountPercent, serviceTiers }: PriceDraft): boolean {
  if (hasOwnPrices) return Object.values(prices).every((text) => text.trim() === '')
  return Number(discountPercent) === 0 && serviceTiers.every(({ name }) => name.trim() === '')
}

function matchingOf({ pattern, provider, validFrom, validTo }: PriceDraft) {
  return { pattern, provider: orNull(provider), validFrom: orNull(validFrom), validTo: orNull(validTo) }
}

function toolOf(draft: PriceDraft) {
  return { kind: 'tool', ...matchingOf(draft), perCallUsd: draft.perCallUsd }
}

function modelOf(draft: PriceDraft) {
  const { hasOwnPrices, prices, longContext, serviceTiers, discountPercent } = draft
  return {
    kind: 'model',
    ...matchingOf(draft),
    prices: hasOwnPrices ? filled(prices) : null,
    longContext: hasOwnPrices
      ? longContext.map((step) => ({ aboveInputTokens: Number(step.aboveInputTokens), prices: filled(step.prices) }))
      : [],
    serviceTiers: Object.fromEntries(
      serviceTiers.filter(({ name }) => name.trim() !== '').map(({ name, factor }) => [name, factor]),
    ),
    discountPercent: discountPercent.trim() === '' ? '0' : discountPercent,
  }
}

function filled(prices: Partial<Record<PriceClass, string>>): ClassPrices {
  return Object.fromEntries(
    PricedClass.options.flatMap((name) => {
      const text = prices[name]?.trim() ?? ''
      return text === '' ? [] : [[name, text]]
    }),
  )
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

function wordsOf(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1)
}

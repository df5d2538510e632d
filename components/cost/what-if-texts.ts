import type { WhatIfQuery } from '#lib/domain/costs.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import type { Weakness } from '#lib/domain/what-if.ts'

/** Why an amount is weaker than it looks. */
export const weaknessTexts: Record<Weakness, string> = {
  other_tokenizer: 'Another model counts the same text as another number of tokens, and may need more or fewer calls.',
  mean_input_size: 'Its price depends on the size of the input: the mean size of a call was taken.',
  misses_are_written: 'What is not read from the cache is taken as written to it.',
  no_cache_price: 'No price for reading from its cache is known: the price of input was taken.',
  batch_assumed_half: 'No price of its batch API is known: half the price was taken.',
  class_without_price: 'Audio, images or searches have no price of their own there: charged as text, or left out.',
  tokens_unknown: 'A part of the tokens is unknown and not in it.',
  no_price: 'No price of the model is known, so it is in no sum.',
}

/** What is assumed, as the address has it. */
export type Assumed = {
  /** '' are all. */
  taskType: string
  kind: SpanKind | ''
  model: string
  /** `provider/model`, '' leaves the model. */
  instead: string
  /** Per cent, '' leaves the cache. */
  cached: string
  batch: boolean
}

export const nothingAssumed: Assumed = { taskType: '', kind: '', model: '', instead: '', cached: '', batch: false }

/** Null while nothing is assumed, or what is typed is no number. */
export function assumptionOf({ taskType, kind, model, instead, cached, batch }: Assumed): Partial<WhatIfQuery> | null {
  const [provider, ...rest] = instead.trim().split('/')
  const named = rest.length === 0 ? { newModel: provider } : { newProvider: provider, newModel: rest.join('/') }
  const percent = cached.trim() === '' ? null : Number(cached)
  if (!isPercent(cached)) return null
  if (named.newModel === '' && percent === null && !batch) return null
  return {
    ...(named.newModel === '' ? {} : named),
    ...(taskType === '' ? {} : { forTaskType: [taskType] }),
    ...(kind === '' ? {} : { forKind: [kind] }),
    ...(model === '' ? {} : { forModel: [model] }),
    ...(percent === null ? {} : { cacheHitPercent: percent }),
    ...(batch ? { batch } : {}),
  }
}

/** Whether it is a whole number of per cent, or nothing. */
export function isPercent(text: string): boolean {
  const percent = Number(text)
  return Number.isInteger(percent) && percent >= 0 && percent <= 100
}

import type { PriceClass } from '#lib/domain/cost.ts'
import type { Decimal } from './fixed-usd.ts'

/** A price of one class, which may depend on the size of a call's whole input. */
export type ListPrice = {
  base: Decimal | null
  /** Ascending; the last one whose `above` is smaller than the whole input holds for all tokens of the call. */
  tiers: readonly { above: number; price: Decimal }[]
  /** Units that the price is for. */
  per: number
}

/** Unit prices by class, whatever they were read from. */
export type PriceList = ReadonlyMap<PriceClass, ListPrice>

export type FoundPrice = { price: Decimal; per: number; priceOf: PriceClass | null; aboveInputTokens: number | null }

/** A class without a price of its own takes that of the next wider one. */
const wider: { readonly [Class in PriceClass]?: readonly PriceClass[] } = {
  cacheRead: ['input'],
  cacheWrite5m: ['cacheWriteOther', 'input'],
  cacheWrite1h: ['cacheWriteOther', 'cacheWrite5m', 'input'],
  cacheWriteOther: ['cacheWrite5m', 'input'],
  reasoning: ['output'],
  inputAudio: ['input'],
  inputImage: ['input'],
  cacheReadAudio: ['cacheRead', 'inputAudio', 'input'],
  cacheReadImage: ['cacheRead', 'inputImage', 'input'],
  outputAudio: ['output'],
  outputImage: ['output'],
  inputVideo: ['input'],
  cacheReadVideo: ['cacheRead', 'inputVideo', 'input'],
  outputVideo: ['output'],
}

/** The price of a class for a call with so many input tokens; null where neither it nor a wider class has one. */
export function findPrice(list: PriceList, wanted: PriceClass, inputTokens: number): FoundPrice | null {
  for (const candidate of [wanted, ...(wider[wanted] ?? [])]) {
    const listed = list.get(candidate)
    const found = listed === undefined ? null : atSize(listed, inputTokens)
    if (listed !== undefined && found !== null) {
      return { ...found, per: listed.per, priceOf: candidate === wanted ? null : candidate }
    }
  }
  return null
}

function atSize({ base, tiers }: ListPrice, inputTokens: number) {
  const tier = tiers.findLast(({ above }) => inputTokens > above)
  if (tier !== undefined) return { price: tier.price, aboveInputTokens: tier.above }
  return base === null ? null : { price: base, aboveInputTokens: null }
}

import { millisecondsPerHour, type PriceClass } from '#lib/domain/cost.ts'
import { parseDecimal } from './fixed-usd.ts'
import type { Decimal } from './fixed-usd.ts'
import type { ListPrice, PriceList } from './price-list.ts'

/** A price of the catalogue: a number, or one that depends on the size of the whole input. */
type CataloguePrice = number | { base: number; tiers: readonly { start: number; price: number }[] }

/** Unit prices by the catalogue's key; `_mtok` is per million tokens, `_mchars` of characters, `_kcount` per thousand. */
export type CataloguePrices = Readonly<Record<string, CataloguePrice | undefined>>

const perMillion = 1_000_000
const perThousand = 1_000

/** The catalogue's keys of each class, the first listed one counts: its general write price is the one for five minutes. */
const keys: readonly [PriceClass, readonly string[], number][] = [
  ['input', ['input_mtok'], perMillion],
  ['cacheRead', ['cache_read_mtok'], perMillion],
  ['cacheWrite5m', ['cache_write_5m_mtok', 'cache_write_mtok'], perMillion],
  ['cacheWrite1h', ['cache_write_1h_mtok'], perMillion],
  ['cacheWriteOther', ['cache_write_mtok'], perMillion],
  ['output', ['output_mtok'], perMillion],
  ['reasoning', ['output_reasoning_mtok'], perMillion],
  ['inputAudio', ['input_audio_mtok'], perMillion],
  ['outputAudio', ['output_audio_mtok'], perMillion],
  ['inputImage', ['input_image_mtok'], perMillion],
  ['cacheReadAudio', ['cache_audio_read_mtok'], perMillion],
  ['cacheReadImage', ['cache_image_read_mtok'], perMillion],
  ['outputImage', ['output_image_mtok'], perMillion],
  ['inputVideo', ['input_video_mtok'], perMillion],
  ['cacheReadVideo', ['cache_video_read_mtok'], perMillion],
  ['outputVideo', ['output_video_mtok'], perMillion],
  ['citation', ['output_citation_mtok'], perMillion],
  ['request', ['requests_kcount'], perThousand],
  ['webSearch', ['web_searches_kcount'], perThousand],
  ['socialSearch', ['social_searches_kcount'], perThousand],
  ['fileSearch', ['storage_searches_kcount'], perThousand],
  ['codeExecution', ['code_executions_kcount'], perThousand],
  ['audioTime', ['input_audio_hours', 'audio_hours'], millisecondsPerHour],
  ['characters', ['input_mchars'], perMillion],
]

/** Offers of the catalogue are shared objects, so each is read once. */
const read = new WeakMap<CataloguePrices, PriceList>()

/** The catalogue's unit prices by our classes. Its numbers are written out as decimals: none is ever computed with. */
export function catalogueList(prices: CataloguePrices): PriceList {
  const known = read.get(prices)
  if (known !== undefined) return known
  const list = new Map<PriceClass, ListPrice>()
  for (const [priceClass, candidates, per] of keys) {
    const price = candidates.map((key) => prices[key]).find((listed) => listed !== undefined)
    if (price !== undefined) list.set(priceClass, listPrice(price, per))
  }
  read.set(prices, list)
  return list
}

function listPrice(price: CataloguePrice, per: number): ListPrice {
  if (typeof price === 'number') return { base: decimalOf(price), tiers: [], per }
  const tiers = price.tiers.map(({ start, price: amount }) => ({ above: start, price: decimalOf(amount) }))
  return { base: decimalOf(price.base), tiers: tiers.toSorted((a, b) => a.above - b.above), per }
}

/** The shortest decimal that reads as this number: what the catalogue's authors typed. */
function decimalOf(price: number): Decimal {
  const decimal = parseDecimal(String(price))
  if (decimal === null) throw new Error(`price of the catalogue is no number: ${price}`)
  return decimal
}

import type { Database } from '#clickhouse/client.ts'
import { versionsToReprice, type DerivationPeriod, type Touched } from '#clickhouse/queries/runs/runs-to-derive.ts'
import { noPrices } from '#lib/domain/price.ts'
import type { PriceTable } from '#lib/domain/price.ts'
import { changedPrices } from '#lib/pricing/changed-prices.ts'
import { hasThisCatalogue, tableVersionOf } from '#lib/pricing/make-price-book.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'

/**
 * Which runs of the period can cost anything else with the prices of `target`: the others keep their amounts, and the
 * version of the prices that explains them. Providers, tools and dialects of a run are known for every call of it; the
 * names under which models were asked for are not, so a price for any provider touches every run.
 */
export async function touchedRuns(db: Database, period: DerivationPeriod, target: string): Promise<Touched> {
  const after = await tableAt(db, period.project, target)
  const whole: string[] = []
  const same = [target]
  const touched = { providers: new Set<string>(), tools: new Set<string>(), dialects: new Set<string>() }
  for (const { price_version: version } of await versionsToReprice(db, period)) {
    if (version === target) continue
    const { providers, tools, dialects } = changedPrices(await tableAt(db, period.project, version), after)
    if (!hasThisCatalogue(version) || providers === null) whole.push(version)
    else if (providers.length + tools.length + dialects.length === 0) same.push(version)
    for (const provider of providers ?? []) touched.providers.add(provider)
    for (const tool of tools) touched.tools.add(tool)
    for (const dialect of dialects) touched.dialects.add(dialect)
  }
  const tools = regexOf([...touched.tools])
  return { all: false, whole, same, providers: [...touched.providers], tools, dialects: [...touched.dialects] }
}

async function tableAt(db: Database, project: string, priceVersion: string): Promise<PriceTable> {
  const version = tableVersionOf(priceVersion)
  if (version === 0) return noPrices
  return (await priceTables.at(db, project, priceTableId, version))?.body ?? noPrices
}

/** For RE2; '' where there is no pattern. */
function regexOf(patterns: readonly string[]): string {
  if (patterns.length === 0) return ''
  const each = patterns.map((pattern) =>
    pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*'),
  )
  return `(?s)^(?:${each.join('|')})$`
}

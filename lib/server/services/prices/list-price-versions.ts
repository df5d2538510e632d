import { AppError } from '#lib/domain/errors.ts'
import type { PriceVersions, SavedPrices } from '#lib/domain/price-page.ts'
import type { ServiceContext } from '../context.ts'
import { savedVersions } from './saved-prices.ts'

/** Who changed the prices when, the newest change first. */
export async function listPriceVersions({ ctx }: { ctx: ServiceContext }): Promise<PriceVersions> {
  const versions = await savedVersions(ctx.db, ctx.project)
  return { items: versions.map(({ table, ...version }) => ({ ...version, prices: table.prices.length })) }
}

/** The prices as they were. */
export async function getPriceVersion({
  ctx,
  version,
}: {
  ctx: ServiceContext
  version: number
}): Promise<SavedPrices> {
  const versions = await savedVersions(ctx.db, ctx.project)
  const found = versions.find((each) => each.version === version)
  if (found === undefined) throw new AppError('not_found', `There is no version ${version} of this project's prices.`)
  return found
}

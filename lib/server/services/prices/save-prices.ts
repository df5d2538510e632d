import { actorName } from '#lib/domain/access/actor.ts'
import type { PriceTableChange, SavedPrices } from '#lib/domain/price-page.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import type { ServiceContext } from '../context.ts'
import { requireSoundTable } from './require-sound-table.ts'
import { currentPrices } from './saved-prices.ts'

/** Keeps a new version of the prices. Runs are priced with it from now on; those that are there stay as they are. */
export async function savePrices({
  ctx,
  input,
}: {
  ctx: ServiceContext
  input: PriceTableChange
}): Promise<SavedPrices> {
  const { db, project, actor, nowMs } = ctx
  const { table, expectedVersion, reason } = input
  requireSoundTable(table)
  await priceTables.write(db, {
    project,
    id: priceTableId,
    expectedVersion,
    body: table,
    actor: actorName(actor),
    reason,
    now: new Date(nowMs),
  })
  return currentPrices(db, project)
}

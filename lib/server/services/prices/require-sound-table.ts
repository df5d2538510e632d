import { AppError } from '#lib/domain/errors.ts'
import type { PriceTable } from '#lib/domain/price.ts'
import { checkPriceTable } from '#lib/pricing/check-price-table.ts'

/** Throws with the first thing that is wrong with a table, named as a field of the body. */
export function requireSoundTable(table: PriceTable): void {
  const [problem] = checkPriceTable(table)
  if (problem === undefined) return
  throw new AppError(
    'bad_request',
    `The body field \`table.prices.${problem.index}\` does not fit: ${problem.message}.`,
  )
}

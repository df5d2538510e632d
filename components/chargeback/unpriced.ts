import type { StatementFigures } from '#lib/domain/statement.ts'
import { formatCountExact } from '#lib/format/count.ts'

/** Whether nothing of it has a price: then its cost is not known, and not nothing. */
export function hasNoPrice({ costUsd, unpricedCalls, partialCalls }: StatementFigures): boolean {
  return Number(costUsd) === 0 && unpricedCalls + partialCalls > 0
}

/** Whether nothing that is charged is known: no cost, and nothing on top of one. */
export function hasNoTotal(figures: StatementFigures, { totalUsd }: { totalUsd: string }): boolean {
  return hasNoPrice(figures) && Number(totalUsd) === 0
}

/** How many calls are in no amount, or not whole. */
export function unpricedText({ unpricedCalls, unpricedTokens, partialCalls }: StatementFigures): string {
  const calls = (count: number) => `${formatCountExact(count)} ${count === 1 ? 'call' : 'calls'}`
  const parts = [
    ...(unpricedCalls > 0 ? [`${calls(unpricedCalls)} without a price (${formatCountExact(unpricedTokens)} tokens)`] : []), // prettier-ignore
    ...(partialCalls > 0 ? [`${calls(partialCalls)} priced in part`] : []),
  ]
  return parts.join(', ')
}

import type { ChargedTokens, CostShare } from '#lib/domain/cost.ts'
import { formatUsd, sumUsd } from '#lib/pricing/fixed-usd.ts'
import { text, type Column } from './columns.ts'

type Shares = readonly CostShare[]
type WithShares = { cost_shares: Shares }

const tokenNames: Record<string, keyof ChargedTokens> = {
  input_uncached: 'inputUncached',
  cache_read: 'cacheRead',
  cache_write_5m: 'cacheWrite5m',
  cache_write_1h: 'cacheWrite1h',
  cache_write_other: 'cacheWriteOther',
  output: 'output',
  reasoning: 'reasoning',
}

const total = (shares: Shares, of: (share: CostShare) => number): string =>
  shares.reduce((sum, share) => sum + BigInt(of(share)), 0n).toString()
const totalUsd = (shares: Shares, of: (share: CostShare) => string | null): string =>
  sumUsd(shares.map(of)) ?? formatUsd(0n)
/** Reasoning is within the output. */
const allTokens = ({ tokens: { reasoning: _within, ...tokens } }: CostShare): number =>
  Object.values(tokens).reduce((sum, count) => sum + count, 0)

const sums: Record<string, (shares: Shares) => string> = {
  calls: (shares) => total(shares, ({ calls }) => calls),
  failed_calls: (shares) => total(shares, ({ failedCalls }) => failedCalls),
  ...Object.fromEntries(
    Object.entries(tokenNames).map(([name, key]) => [
      `${name}_tokens`,
      (shares: Shares) => total(shares, ({ tokens }) => tokens[key]),
    ]),
  ),
  ...Object.fromEntries(
    ['unpriced', 'partial'].flatMap((status) => {
      const of = (shares: Shares) => shares.filter((share) => share.status === status)
      return [
        [`${status}_calls`, (shares: Shares) => total(of(shares), ({ calls }) => calls)],
        [`${status}_tokens`, (shares: Shares) => total(of(shares), allTokens)],
      ]
    }),
  ),
  loop_usd: (shares) => totalUsd(shares, ({ loopCostUsd }) => loopCostUsd),
  failed_usd: (shares) => totalUsd(shares, ({ failedCostUsd }) => failedCostUsd),
  cache_saved_usd: (shares) => totalUsd(shares, ({ cacheSavedUsd }) => cacheSavedUsd),
}

/**
 * What all shares of a run add up to, as texts, which the database converts: costs by what a run has one value of read
 * these instead of the shares.
 */
export const chargeColumns: Column<WithShares>[] = Object.entries(sums).map(([name, of]) =>
  text(`charged_${name}`, ({ cost_shares }: WithShares) => of(cost_shares)),
)

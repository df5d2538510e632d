import { printLines } from '#lib/chargeback/printed-statement.ts'
import type { StatementFigures, StatementLevel, TenantStatement } from '#lib/domain/statement.ts'
import { nameOf } from '../statement-rows.ts'

/** A line on paper; figures are null where it stands for several. */
export type PaperLine = { name: string; depth: 0 | 1; figures: StatementFigures | null; cost: bigint }

/** So many fit on two pages with everything else that is on them. */
const mostLines = 72

/** A tenant's lines; what does not fit on its pages is one line at the end of its level. */
export function paperLines(
  tenant: Pick<TenantStatement, 'lines'>,
  levels: readonly StatementLevel[],
  cost: bigint,
  decimals: number,
): PaperLine[] {
  const costs = printLines(tenant, cost, decimals)
  const all = tenant.lines.map((line, index): PaperLine => ({
    name: nameOf(line, levels),
    depth: line.path.length > 1 ? 1 : 0,
    figures: line,
    cost: costs[index] ?? 0n,
  }))
  if (all.length <= mostLines) return all
  const outer = all.filter(({ depth }) => depth === 0)
  if (outer.length <= mostLines) return outer
  const rest = outer.slice(mostLines - 1)
  return [
    ...outer.slice(0, mostLines - 1),
    {
      name: `${rest.length} more, each in the files`,
      depth: 0,
      figures: null,
      cost: rest.reduce((sum, line) => sum + line.cost, 0n),
    },
  ]
}

import type { CostDimension } from '#lib/domain/costs.ts'
import { narrowedToGroup } from '#lib/domain/query/cost-link.ts'
import { paths } from '#lib/paths.ts'

/** Where the runs are that an amount of the price page is made of. */
export type SpentHref = (by: readonly CostDimension[], keys: readonly (string | null)[]) => string

/** The dearest first. */
export function spentRuns(project: string, { from, to }: { from: string; to: string }): SpentHref {
  return (by, keys) =>
    paths.runs(project, { ...narrowedToGroup({ from, to }, by, keys), sort: 'costUsd', order: 'desc' })
}

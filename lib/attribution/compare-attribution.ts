import type { AttributionPreview } from '#lib/domain/attribution.ts'
import type { Run } from '#lib/domain/run.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'

type Change = AttributionPreview['changes'][number]

const fields = ['tenant', 'feature', 'taskType', 'user', 'environment'] as const

/** How runs would be attributed otherwise, the dearest changes first. A run that is not in `after` stays as it is. */
export function compareAttribution(
  before: readonly Run[],
  after: ReadonlyMap<string, Run>,
): Pick<AttributionPreview, 'changedRuns' | 'changes'> {
  const changed = new Set<string>()
  const alike = new Map<string, Change & { costs: (string | null)[] }>()
  for (const run of before) {
    const next = after.get(run.runId)
    if (next === undefined) continue
    for (const field of fields) {
      if (run[field] === next[field]) continue
      changed.add(run.runId)
      const source = next.identitySources[field] ?? null
      const change = { field, before: run[field], after: next[field], source }
      const key = JSON.stringify(change)
      const known = alike.get(key) ?? { ...change, runs: 0, costUsd: null, costs: [] }
      known.runs += 1
      known.costs.push(run.costUsd)
      alike.set(key, known)
    }
  }
  const changes = [...alike.values()].map(({ costs, ...change }) => ({ ...change, costUsd: sumUsd(costs) }))
  return { changedRuns: changed.size, changes: changes.toSorted(byCost) }
}

function byCost(a: Change, b: Change): number {
  return Number(b.costUsd ?? 0) - Number(a.costUsd ?? 0) || b.runs - a.runs
}

import { modelUsage } from '#clickhouse/queries/costs/model-usage.ts'
import type { WhatIfQuery } from '#lib/domain/costs.ts'
import type { WhatIf } from '#lib/domain/what-if.ts'
import { suppose } from '#lib/pricing/suppose.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter } from './cost-filter.ts'
import { usedGroup } from './used-group.ts'

/** Of one model, kind and task type each; the dearest are a bill's lion's share. */
const mostGroups = 2000

/** What the model calls of the matching runs would have cost otherwise, at the prices of the period's end. */
export async function getWhatIf({ ctx, input }: { ctx: ServiceContext; input: WhatIfQuery }): Promise<WhatIf> {
  const {
    forTaskType = [],
    forKind = [],
    forModel = [],
    newModel,
    newProvider,
    cacheHitPercent,
    batch,
    ...query
  } = input
  const { asked, filter } = await costFilter(ctx, query)
  const [rows, book] = await Promise.all([
    modelUsage(ctx.db, ctx.scope, { filter, isFine: true, limit: mostGroups }),
    ctx.prices.of(ctx.project),
  ])
  const assumption = {
    taskTypes: forTaskType,
    kinds: forKind,
    models: forModel,
    model: newModel === undefined ? null : { provider: newProvider, model: newModel },
    cacheHitPercent: cacheHitPercent === undefined ? null : String(cacheHitPercent),
    batch,
  }
  const atNs = asked.toNs === undefined ? BigInt(ctx.nowMs) * 1_000_000n : BigInt(asked.toNs)
  return suppose(rows.filter(({ model }) => model !== '').map(usedGroup), assumption, book, atNs)
}

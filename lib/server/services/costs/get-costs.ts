import { costByKey } from '#clickhouse/queries/costs/cost-by-key.ts'
import { costDimensions } from '#clickhouse/queries/costs/cost-dimensions.ts'
import { costGroups, type CostGroupRow } from '#clickhouse/queries/costs/cost-groups.ts'
import type { CostDimension, CostGroup, CostReport, CostReportQuery } from '#lib/domain/costs.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ServiceContext } from '../context.ts'
import { costFilter, previousFilter } from './cost-filter.ts'
import { figuresOf, knownCost, noFigures, restOf } from './figures-of.ts'

/** What the matching runs cost, told apart by up to two dimensions, with the period before beside it. */
export async function getCosts({ ctx, input }: { ctx: ServiceContext; input: CostReportQuery }): Promise<CostReport> {
  const { by = [], limit, within, ...query } = input
  const [outer, inner] = by
  if (outer !== undefined && outer === inner)
    throw new AppError('bad_request', `\`by\` names ${outer} twice: name another dimension, or one only.`)
  const { asked, filter, capped } = await costFilter(ctx, query)
  const [rows, previous] = await Promise.all([
    costGroups(ctx.db, ctx.scope, { filter, by: [...by], limit, within }),
    previousPeriod(ctx, asked, outer),
  ])
  const isWhole = (level: number) => by.slice(0, level).every((each) => costDimensions[each].of !== 'share')
  const total = rows.find(({ level }) => level === 0)
  const rest = rows.find(({ level, is_rest_1 }) => level === 1 && is_rest_1 === 1)
  return {
    by: [...by],
    total: total === undefined ? noFigures : figuresOf(total, true),
    previous: previous === null ? null : previous.period,
    groups: groupsOf(rows, isWhole, previous?.costs ?? new Map()),
    rest: rest === undefined ? null : restOf(rest, isWhole(1) && outer !== 'tag'),
    overlaps: by.includes('tag'),
    capped,
  }
}

/** More groups of the period before than anybody sees of this one. */
const mostPrevious = 1000

type Previous = { period: NonNullable<CostReport['previous']>; costs: Map<string, string | null> }

async function previousPeriod(
  ctx: ServiceContext,
  asked: Parameters<typeof previousFilter>[1],
  outer: CostDimension | undefined,
): Promise<Previous | null> {
  const before = await previousFilter(ctx, asked)
  if (before === null) return null
  const { filter, fromNs, toNs } = before
  const [[total], groups] = await Promise.all([
    costGroups(ctx.db, ctx.scope, { filter, by: [], limit: 1, within: 1 }),
    outer === undefined ? [] : costByKey(ctx.db, ctx.scope, { filter, by: outer, limit: mostPrevious }),
  ])
  return {
    period: { fromNs, toNs, total: total === undefined ? noFigures : figuresOf(total, true) },
    costs: new Map(groups.map((row) => [row.key, knownCost(row)])),
  }
}

function groupsOf(
  rows: readonly CostGroupRow[],
  isWhole: (level: number) => boolean,
  previous: ReadonlyMap<string, string | null>,
): CostGroup[] {
  const inner = Map.groupBy(
    rows.filter(({ level }) => level === 2),
    (row) => row.key_1,
  )
  return rows
    .filter(({ level, is_rest_1 }) => level === 1 && is_rest_1 === 0)
    .map((row) => {
      const parts = inner.get(row.key_1) ?? []
      const rest = parts.find(({ is_rest_2 }) => is_rest_2 === 1)
      return {
        key: keyOf(row.key_1),
        ...figuresOf(row, isWhole(1)),
        previousCostUsd: previous.get(row.key_1) ?? null,
        groups: parts
          .filter(({ is_rest_2 }) => is_rest_2 === 0)
          .map((part) => ({ key: keyOf(part.key_2), ...figuresOf(part, isWhole(2)) })),
        rest: rest === undefined ? null : restOf(rest, isWhole(2)),
      }
    })
}

function keyOf(text: string): string | null {
  return text === '' ? null : text
}

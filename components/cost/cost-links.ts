import type { CostReport } from '#lib/domain/costs.ts'
import type { RunFilter } from '#lib/domain/filter.ts'
import { parseFilterValue } from '#lib/domain/query/filter-value.ts'
import { badEndReasons } from '#lib/domain/run.ts'
import { msOfNs } from '#lib/format/time.ts'

/** Where the runs are that a figure is made of; undefined where no filter finds exactly them. */
export type RunsHref = (change: RunFilter) => string | undefined

/** What narrows a filter to the runs that a figure comes from. */
export const figureFilters = {
  successful: { endReason: ['completed'] },
  /** An unknown cost is within no bounds. */
  priced: { minCostUsd: 0 },
  badEnds: { endReason: [...badEndReasons] },
  unpriced: { costStatus: ['unpriced', 'partial'] },
  loops: { hasLoopCost: true },
  failed: { hasFailedCost: true },
  cached: { hasCacheSaving: true },
} satisfies Record<string, RunFilter>

/** Of runs as a whole: a run with a charge for a model may have lost its money in a loop of another. */
export function isOfWholeRuns(change: RunFilter): boolean {
  const { costStatus, minCostUsd, hasLoopCost, hasFailedCost, hasCacheSaving } = change
  return [costStatus, minCostUsd, hasLoopCost, hasFailedCost, hasCacheSaving].some((value) => value !== undefined)
}

/** The runs that cost as much as a percentile, or more. */
export function costingAtLeast(usd: string): RunFilter {
  return { minCostUsd: Number(usd) }
}

/** The runs of the period before. */
export function ofPeriod({ fromNs, toNs }: NonNullable<CostReport['previous']>): RunFilter {
  return { from: isoOf(fromNs), to: isoOf(toNs) }
}

function isoOf(ns: string): string {
  return new Date(msOfNs(ns)).toISOString()
}

const charged = ['chargedAgent', 'chargedProvider', 'chargedModel', 'chargedTool'] as const
/** Of these a run may have several values. */
const manyValued: ReadonlySet<string> = new Set(['tag', ...charged])

/**
 * A filter that finds the runs of the former which a change leaves, or null where none can say so: a list of runs takes
 * either of several values, and so cannot ask for both.
 */
export function narrowed(filter: RunFilter, change: RunFilter): RunFilter | null {
  const isOfCharges = charged.some((name) => change[name] !== undefined)
  const others = charged.filter((name) => change[name] === undefined && wantedOf(filter[name]).length > 0)
  if (isOfCharges && others.length > 0) return null
  const before = new Map<string, unknown>(Object.entries(filter))
  const entries = Object.entries(change).map(([name, value]) => [name, both(name, before.get(name), value)] as const)
  return entries.some(([, value]) => value === null) ? null : { ...filter, ...Object.fromEntries(entries) }
}

/** A value that asks for what both ask for, or for another period; null where there is none. */
function both(name: string, before: unknown, after: unknown): unknown {
  if (before === undefined || name === 'from' || name === 'to') return after
  if (!isTexts(before) || !isTexts(after)) return before === after ? after : null
  const [wanted, unwanted] = [wantedOf(before), before.filter((text) => parseFilterValue(text).negated)]
  const hasPattern = wanted.some((text) => parseFilterValue(text).kind === 'pattern')
  if (wanted.length === 0) return [...after, ...unwanted]
  if (manyValued.has(name)) return JSON.stringify(wanted) === JSON.stringify(after) ? before : null
  const kept = hasPattern ? after : after.filter((text) => wanted.includes(text))
  return kept.length === 0 ? null : [...kept, ...unwanted]
}

function wantedOf(texts: readonly string[] | undefined): string[] {
  return (texts ?? []).filter((text) => text !== '' && !parseFilterValue(text).negated)
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value)
}

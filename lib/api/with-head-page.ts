import type { Run, RunList } from '#lib/domain/run.ts'

/**
 * The loaded pages with what a fresh first page says: its rows come first, in its order; loaded
 * rows it should have held but does not have left the list. Null when it does not reach the loaded
 * rows any more (more came in than a page holds): then only loading anew is right.
 */
export function withHeadPage(pages: readonly RunList[], head: RunList): RunList[] | null {
  const [first, ...others] = pages
  if (!first) return [head]
  if (head.nextCursor === null) return [head]
  const headIds = new Set(head.items.map((run) => run.runId))
  const loaded = pages.flatMap((page) => page.items)
  const placeOf = new Map(loaded.map((run, index) => [run.runId, index]))
  const lastShared = head.items.findLast((run) => placeOf.has(run.runId))
  if (!lastShared) return null
  const gone = new Set(loaded.slice(0, placeOf.get(lastShared.runId)).map((run) => run.runId))
  const keep = (run: Run) => !headIds.has(run.runId) && !gone.has(run.runId)
  return [
    { ...first, items: [...head.items, ...first.items.filter(keep)] },
    ...others.map(({ items, nextCursor }) => ({ items: items.filter(keep), nextCursor })),
  ]
}

import type { RunList } from '#lib/domain/run.ts'
import { withHeadPage } from './with-head-page.ts'

/** The loaded pages with what page `index` says now; null when it does not reach the rows after it any more. */
export function withFreshPage(pages: readonly RunList[], index: number, fresh: RunList): RunList[] | null {
  const from = withHeadPage(pages.slice(index), fresh)
  if (from === null) return null
  const here = new Set(fresh.items.map(({ runId }) => runId))
  const before = pages
    .slice(0, index)
    .map(({ items, nextCursor }) => ({ items: items.filter(({ runId }) => !here.has(runId)), nextCursor }))
  return [...before, ...from]
}

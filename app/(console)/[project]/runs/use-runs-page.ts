'use client'

import { useQuery } from '@tanstack/react-query'
import { useQueryStates } from 'nuqs'
import { useCallback, useMemo } from 'react'
import { useIsNarrow } from '#components/layout/use-media-query.ts'
import { usePeek } from '#components/run-list/peek/use-peek.ts'
import { useCheckedRuns } from '#components/run-list/use-checked-runs.ts'
import { useListSelection } from '#components/run-list/use-list-selection.ts'
import { useRunColumns } from '#components/run-list/use-run-columns.ts'
import {
  builtInViews,
  currentView,
  filterOfView,
  savedView,
  type ListView,
} from '#components/run-list/views/list-view.ts'
import { encodeRunList } from '#lib/api/run-list-link.ts'
import { viewQueries } from '#lib/api/views.ts'
import type { Run } from '#lib/domain/run.ts'
import { paths } from '#lib/paths.ts'
import { filterOf, noRunListParams, runListParams, type RunListParams } from './search-params.ts'

/** What the page shows, as the URL says it, and everything that changes it. Owns no data of the server's. */
export function useRunsPage(project: string) {
  const [params, setParams] = useQueryStates(runListParams)
  const narrow = useIsNarrow()
  const filter = useMemo(() => filterOf(params), [params])
  const listKey = encodeRunList(filter)

  const saved = useQuery(viewQueries.list(project))
  const view = currentView([...builtInViews, ...(saved.data?.items ?? []).map(savedView)], params.view, filter)
  const arranged = useRunColumns(view)
  const checked = useCheckedRuns(listKey)
  const { selected, select, leave } = useListSelection(listKey, params.selected, (runId) =>
    setParams({ selected: runId }),
  )
  const peek = usePeek({
    isOpen: params.peek === true && !narrow,
    runId: selected,
    setOpen: (open) => void setParams({ peek: open ? true : null }),
  })

  /** Another list: what was selected in this one means nothing there. */
  const change = useCallback(
    (next: Partial<RunListParams>) => void setParams({ ...next, selected: null, peek: null }, { history: 'push' }),
    [setParams],
  )
  const hrefOf = (run: Pick<Run, 'runId'>) =>
    paths.run(project, run.runId, { from: listKey === '' ? undefined : listKey })
  return {
    filter,
    listKey,
    narrow,
    sort: { key: params.sort ?? 'startedAt', order: params.order ?? 'desc' } as const,
    range: { from: params.from, to: params.to },
    view,
    ...arranged,
    checked,
    selected,
    select,
    peek,
    change,
    hrefOf,
    setRange: (range: { from: string | null; to: string | null }) => void setParams(range, { history: 'push' }),
    open: (run: Run) => leave(run.runId, hrefOf(run)),
    openBeside: (run: Run) => {
      void select(run.runId)
      void setParams({ peek: true })
    },
    /** False when nothing lay over the list. */
    closeTopmost: (): boolean => {
      if (peek.spanId !== null) peek.setSpanId(null)
      else if (peek.runId !== null) peek.close()
      else if (checked.ids.size > 0) checked.clear()
      else return false
      return true
    },
    viewHref: (next: ListView) =>
      paths.runs(project, { ...filterOfView(next, filter), view: next.viewId === 'all' ? undefined : next.viewId }),
    follow: (viewId: string | null) => void setParams({ view: viewId }),
    revert: (former: ListView) => {
      if (former.columns !== null) arranged.resetColumns()
      change({ ...noRunListParams, ...filterOfView(former, filter), view: params.view })
    },
  }
}

export type RunsPage = ReturnType<typeof useRunsPage>

import { sameColumns } from '#components/table/column-layout.ts'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import type { RunListState, RunView } from '#lib/domain/run-view.ts'
import { encodeQuery } from '#lib/paths.ts'

/** A view of the menu: built in, or saved in the project. */
export type ListView = {
  viewId: string
  name: string
  filter: RunListState
  columns: ListColumns | null
  /** Null for one that is built in: nobody changes it. */
  saved: RunView | null
}

const builtIn = (viewId: string, name: string, filter: RunListState): ListView => ({
  viewId,
  name,
  filter,
  columns: null,
  saved: null,
})

export const allRuns = builtIn('all', 'All runs', {})

export const builtInViews: readonly ListView[] = [
  allRuns,
  builtIn('errors', 'Errors', { hasError: true }),
  builtIn('expensive', 'Most expensive', { sort: 'costUsd' }),
  builtIn('slowest', 'Slowest', { sort: 'durationNs' }),
  builtIn('loops', 'Loops', { hasLoop: true, sort: 'revisits' }),
  builtIn('unpriced', 'Unpriced', { costStatus: ['unpriced', 'partial'] }),
  builtIn('warnings', 'With warnings', { hasWarning: true }),
]

export function savedView(saved: RunView): ListView {
  const { viewId, name, filter, columns } = saved
  return { viewId, name, filter, columns, saved }
}

/** The filter that a view opens with: one without a time range of its own leaves the reader's alone. */
export function filterOfView({ filter }: ListView, current: RunListState): RunListState {
  if (hasRange(filter)) return filter
  const { from, to } = current
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...filter }
}

/** What saving the list as this view keeps: a reader's time range does not become that of a view without one. */
export function filterToSave(view: ListView, filter: RunListState): RunListState {
  if (hasRange(view.filter)) return filter
  const { from: _from, to: _to, ...kept } = filter
  return kept
}

/** Whether the list shows something else than the view says. */
export function isModified(view: ListView, filter: RunListState, columns: ListColumns): boolean {
  if (view.columns !== null && !sameColumns(view.columns, columns)) return true
  return !sameFilter(filterOfView(view, filter), filter)
}

/** The view that the address names, else the one that says exactly what the list shows. */
export function currentView(views: readonly ListView[], viewId: string | null, filter: RunListState): ListView | null {
  const named = views.find((view) => view.viewId === viewId)
  return named ?? views.find((view) => sameFilter(filterOfView(view, filter), filter)) ?? null
}

function hasRange({ from, to }: RunListState): boolean {
  return from !== undefined || to !== undefined
}

/** The order of fields and of a field's values means nothing. */
function sameFilter(a: RunListState, b: RunListState): boolean {
  return canonical(a) === canonical(b)
}

function canonical(filter: RunListState): string {
  const params = [...new URLSearchParams(encodeQuery(withDefaults(filter)))]
  return params
    .map(([name, value]) => `${name}=${value}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('&')
}

/** What stands for itself when it is left out. */
function withDefaults(filter: RunListState): RunListState {
  return { ...filter, sort: filter.sort ?? 'startedAt', order: filter.order ?? 'desc' }
}

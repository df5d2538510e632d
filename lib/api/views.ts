import { mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  RunView,
  RunViewList,
  type RunViewChange,
  type RunViewInput,
  type RunViewRemoval,
} from '#lib/domain/run-view.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

/** Views change by hand: what is a minute old is fresh enough until a change of one's own. */
const staleMs = 60_000

export const viewQueries = {
  list: (project: string) =>
    queryOptions({
      queryKey: ['views', project],
      queryFn: ({ signal }) => getJson(apiPaths.views(project), RunViewList, signal),
      staleTime: staleMs,
    }),
}

type ViewChange =
  | { type: 'create'; input: RunViewInput }
  | { type: 'update'; viewId: string; input: RunViewChange }
  | { type: 'delete'; viewId: string; input: RunViewRemoval }

/** Every change of a view; the list is asked for again after it, also when the change was refused. */
export const viewChange = (project: string) =>
  mutationOptions({
    mutationFn: (change: ViewChange) => sendJson(requestOf(project, change), RunView),
    onSettled: (_view, _error, _change, _before, { client }) =>
      client.invalidateQueries({ queryKey: viewQueries.list(project).queryKey }),
  })

function requestOf(project: string, change: ViewChange) {
  const { input: body } = change
  switch (change.type) {
    case 'create':
      return { method: 'POST', url: apiPaths.views(project), body } as const
    case 'update':
      return { method: 'PUT', url: apiPaths.view(project, change.viewId), body } as const
    case 'delete':
      return { method: 'DELETE', url: apiPaths.view(project, change.viewId), body } as const
  }
}

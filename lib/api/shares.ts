import { mutationOptions, queryOptions } from '@tanstack/react-query'
import { NewShare, Share, ShareList } from '#lib/domain/share.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

export const shareQueries = {
  /** The open links to one run. */
  list: (project: string, runId: string) =>
    queryOptions({
      queryKey: ['shares', project, runId],
      queryFn: ({ signal }) => getJson(apiPaths.shares(project, { runId }), ShareList, signal),
    }),
}

export const shareCreation = (project: string, runId: string) =>
  mutationOptions({
    mutationFn: (days: number) =>
      sendJson({ method: 'POST', url: apiPaths.runShare(project, runId), body: { days } }, NewShare),
    onSettled: (_share, _error, _days, _before, { client }) =>
      client.invalidateQueries({ queryKey: shareQueries.list(project, runId).queryKey }),
  })

export const shareRevocation = (project: string, runId: string) =>
  mutationOptions({
    mutationFn: (shareId: string) =>
      sendJson({ method: 'DELETE', url: apiPaths.share(project, shareId), body: {} }, Share),
    onSettled: (_share, _error, _shareId, _before, { client }) =>
      client.invalidateQueries({ queryKey: shareQueries.list(project, runId).queryKey }),
  })

import { mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  Attribution,
  AttributionPreview,
  type AttributionChange,
  type AttributionRules,
} from '#lib/domain/attribution.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

export const attributionQueries = {
  rules: (project: string) =>
    queryOptions({
      queryKey: ['attribution', project],
      queryFn: ({ signal }) => getJson(apiPaths.attribution(project), Attribution, signal),
      // A draft is made of it: it must not change under whoever edits.
      staleTime: Infinity,
    }),
}

export const attributionChange = (project: string) =>
  mutationOptions({
    mutationFn: (body: AttributionChange) =>
      sendJson({ method: 'PUT', url: apiPaths.attribution(project), body }, Attribution),
    onSuccess: (saved, _sent, _before, { client }) =>
      client.setQueryData(attributionQueries.rules(project).queryKey, saved),
  })

export const attributionTrial = (project: string) =>
  mutationOptions({
    mutationFn: (rules: AttributionRules) =>
      sendJson({ method: 'POST', url: apiPaths.attributionPreview(project), body: { rules } }, AttributionPreview),
  })

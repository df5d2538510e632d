import { mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  KeyList,
  KeyView,
  MadeKey,
  type KeyInput,
  type KeyRevocation,
  type KeyRotation,
} from '#lib/domain/access/key.ts'
import { apiPaths } from '#lib/paths.ts'
import { getJson, sendJson } from './http.ts'

export const keyQueries = {
  list: (project: string) =>
    queryOptions({
      queryKey: ['keys', project],
      queryFn: ({ signal }) => getJson(apiPaths.keys(project), KeyList, signal),
    }),
}

/** The answers of the first two carry a secret: they are forgotten with the part of the page that shows it. */
const gcTime = 0

export const keyCreation = (project: string) =>
  mutationOptions({
    mutationFn: (body: KeyInput) => sendJson({ method: 'POST', url: apiPaths.keys(project), body }, MadeKey),
    onSettled: (_made, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: keyQueries.list(project).queryKey }),
    gcTime,
  })

export const keyRotation = (project: string) =>
  mutationOptions({
    mutationFn: ({ keyId, ...body }: KeyRotation & { keyId: string }) =>
      sendJson({ method: 'POST', url: apiPaths.keyRotation(project, keyId), body }, MadeKey),
    onSettled: (_made, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: keyQueries.list(project).queryKey }),
    gcTime,
  })

export const keyRevocation = (project: string) =>
  mutationOptions({
    mutationFn: ({ keyId, ...body }: KeyRevocation & { keyId: string }) =>
      sendJson({ method: 'DELETE', url: apiPaths.key(project, keyId), body }, KeyView),
    onSettled: (_key, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: keyQueries.list(project).queryKey }),
  })

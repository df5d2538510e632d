import { randomUUID } from 'node:crypto'
import type { Action } from '#lib/domain/access/can.ts'
import { callApi, writeApi } from '#test/support/api.ts'
import type { Headers } from './member-calls.ts'

/** A request that needs to be allowed to do something, and changes nothing. */
export type Probe = {
  action: Action
  method?: 'POST' | 'PUT' | 'DELETE'
  path: string
  body?: unknown
  /** What somebody who is allowed gets; nothing is changed by it. */
  allowed: number
}

const unknownUser = randomUUID()
export const probes: readonly Probe[] = [
  { action: 'member:read', path: '/members', allowed: 200 },
  { action: 'member:read', path: '/invitations', allowed: 200 },
  { action: 'history:read', path: '/history', allowed: 200 },
  { action: 'project:write', method: 'PUT', path: '', body: { name: 'x', expectedVersion: 77 }, allowed: 409 },
  {
    action: 'member:write',
    method: 'PUT',
    path: `/members/${unknownUser}`,
    body: { role: 'viewer', expectedVersion: 1 },
    allowed: 404,
  },
  {
    action: 'member:write',
    method: 'DELETE',
    path: `/members/${unknownUser}`,
    body: { expectedVersion: 1 },
    allowed: 404,
  },
  { action: 'member:write', method: 'POST', path: '/invitations', body: { role: 'boss', email: '' }, allowed: 400 },
  { action: 'member:write', method: 'DELETE', path: '/invitations/0123456789abcdef', body: {}, allowed: 404 },
]

export async function probe(
  { method, path, body }: Probe,
  project: string,
  headers: Headers,
): Promise<[number, string]> {
  const url = `/${project}${path}`
  const response = method === undefined ? await callApi(url, headers) : await writeApi(method, url, body, headers)
  return [response.status, await response.text()]
}

import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { KeyList, MadeKey, type KeyInput } from '#lib/domain/access/key.ts'
import { createProject } from '#lib/server/projects.ts'
import { getServer } from '#lib/server/server.ts'
import { callApi, getBody, writeApi } from '#test/support/api.ts'
import { waitUntil } from '#test/support/wait-until.ts'

export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })
/** Five seconds are promised; a loaded test machine is given more (CachedKeyVerifier's clock has its own test). */
export const followedMs = 20_000

export async function freshProject(): Promise<string> {
  const project = `p-${randomUUID().slice(0, 8)}`
  await createProject(getServer().db, { project, name: '', actor: 'test', now: new Date() })
  // The web process may not know a project that was made a moment ago.
  await waitUntil('the project', async () => {
    const { status } = await callApi(`/${project}/keys`)
    return status === 200 ? { value: status } : { notYet: `status ${status}` }
  })
  return project
}

export async function makeKey(project: string, input: KeyInput = {}): Promise<MadeKey> {
  const response = await writeApi('POST', `/${project}/keys`, input)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  return MadeKey.parse(await response.json())
}

export async function rotate(project: string, keyId: string, overlapHours?: number): Promise<MadeKey> {
  const response = await writeApi('POST', `/${project}/keys/${keyId}/rotate`, { overlapHours })
  return MadeKey.parse(await response.json())
}

export const revoke = (project: string, keyId: string, reason = '') =>
  writeApi('DELETE', `/${project}/keys/${keyId}`, { reason })
export const keysOf = async (project: string) => (await getBody(`/${project}/keys`, KeyList)).items

import { randomUUID } from 'node:crypto'
import type { Database } from '#clickhouse/client.ts'
import type { KeyKind } from '#lib/domain/project.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'

/** A project that nothing else uses, with one key. */
export async function freshProject(db: Database, kind: KeyKind = 'ingest'): Promise<{ project: string; key: string }> {
  const project = `p-${randomUUID().slice(0, 8)}`
  const now = new Date()
  await createProject(db, { project, name: '', actor: 'test', now })
  const input = { project, kind, name: '', tenant: null, expiresAt: null, actor: 'test', now }
  return { project, key: (await createKey(db, input)).secret }
}

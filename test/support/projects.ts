import { randomUUID } from 'node:crypto'
import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { MadeKey } from '#lib/domain/access/key.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { apiPaths } from '#lib/paths.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import type { SharedProduct } from './shared-product.ts'

/** Creates fresh projects in a running product and returns their ingest keys by project id. */
export async function createProjects(
  product: Pick<SharedProduct, 'dataDir'>,
  projects: readonly string[],
): Promise<Map<string, string>> {
  const db = openDatabase(() => resolveConnection({ dataDir: product.dataDir }))
  try {
    const keys = new Map<string, string>()
    for (const project of projects) {
      const now = new Date()
      await createProject(db, { project, name: project, actor: 'test', now })
      const { secret } = await createKey(db, {
        project,
        kind: 'ingest',
        name: 'test',
        tenant: null,
        expiresAt: null,
        actor: 'test',
        now,
      })
      keys.set(project, secret)
    }
    return keys
  } finally {
    await db.close()
  }
}

/** A new project with an ingest key, made as a page makes them: the processes know it at once. */
export async function createProjectByApi({
  uiUrl,
}: Pick<SharedProduct, 'uiUrl'>): Promise<{ project: string; secret: string }> {
  const project = `p-${randomUUID().slice(0, 8)}`
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', 'x-tacho': '1' }
    const response = await fetch(new URL(path, uiUrl), { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  await post(apiPaths.projects, { project, name: project })
  return { project, secret: MadeKey.parse(await post(apiPaths.keys(project), { name: 'test' })).secret }
}

/** All runs of a project, as the API answers. */
export async function fetchRuns(product: Pick<SharedProduct, 'uiUrl'>, project: string): Promise<Run[]> {
  const runs: Run[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const url = new URL(`/api/v1/projects/${project}/runs`, product.uiUrl)
    url.searchParams.set('limit', '200')
    if (cursor !== '') url.searchParams.set('cursor', cursor)
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${url.href}: ${response.status} ${await response.text()}`)
    const page: RunList = RunList.parse(await response.json())
    runs.push(...page.items)
    cursor = page.nextCursor
  }
  return runs
}

import { openDatabase } from '#clickhouse/client.ts'
import { resolveConnection } from '#clickhouse/connection.ts'
import { RunList, type Run } from '#lib/domain/run.ts'
import { createKey } from '#lib/server/keys.ts'
import { createProject } from '#lib/server/projects.ts'
import type { Product } from './product.ts'

/** Creates fresh projects in a running product and returns their ingest keys by project id. */
export async function createProjects(
  product: Pick<Product, 'dataDir'>,
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

/** All runs of a project, as the API answers. */
export async function fetchRuns(product: Product, project: string): Promise<Run[]> {
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

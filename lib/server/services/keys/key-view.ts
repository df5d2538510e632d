import { listKeyUses } from '#clickhouse/tables/key-uses.ts'
import type { Database } from '#clickhouse/client.ts'
import type { KeyView } from '#lib/domain/access/key.ts'
import type { ApiKey } from '#lib/domain/project.ts'
import { listUserNames } from '#lib/server/access/user-names.ts'

type Known = { usedAt: ReadonlyMap<string, number>; names: ReadonlyMap<string, string> }

/** Keys as people see them: without hash, with their last use and the name of who made them. */
export async function viewsOf(db: Database, project: string, keys: readonly ApiKey[]): Promise<KeyView[]> {
  const [uses, names] = await Promise.all([listKeyUses(db, { project }), listUserNames(db)])
  const known = {
    usedAt: new Map(uses.map(({ keyId, usedAt }) => [keyId, usedAt])),
    names,
  }
  return keys.map((key) => viewOf(key, known))
}

export async function viewOfOne(db: Database, key: ApiKey): Promise<KeyView> {
  const [view] = await viewsOf(db, key.project, [key])
  if (view === undefined) throw new Error('one key has one view')
  return view
}

function viewOf({ hash: _hash, ...shown }: ApiKey, { usedAt, names }: Known): KeyView {
  const usedMs = usedAt.get(shown.keyId)
  return {
    ...shown,
    createdByName: names.get(shown.createdBy) ?? null,
    usedAt: usedMs === undefined ? null : new Date(usedMs).toISOString(),
  }
}

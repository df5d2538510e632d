import { configHistoryValues } from '#clickhouse/queries/config/config-history-values.ts'
import { listConfigHistory, type ConfigHistoryRow } from '#clickhouse/queries/config/list-config-history.ts'
import { can } from '#lib/domain/access/can.ts'
import type { HistoryEntry, HistoryPage, HistoryQuery } from '#lib/domain/history.ts'
import { listUsers } from '#lib/server/access/users.ts'
import { installation } from '#lib/server/config-entries.ts'
import { listKeys } from '#lib/server/keys.ts'
import { decodeCursor, encodeCursor } from '#lib/server/page-cursor.ts'
import type { ServiceContext } from '../context.ts'
import { fieldChanges } from './field-changes.ts'
import { HistoryNames } from './history-names.ts'
import { eventKinds, shownFieldsOf } from './shown-fields.ts'

const scope = 'history'

type ListHistory = { ctx: ServiceContext; input: HistoryQuery }

/** A page of what was changed in the project, and for whoever runs the installation there, the newest first. */
export async function listHistory({ ctx, input }: ListHistory): Promise<HistoryPage> {
  const { kind = '', actor = '', limit, cursor } = input
  const seesAll = can(ctx.actor, 'history:read', { project: null })
  const projects = seesAll ? [ctx.project, installation] : [ctx.project]
  const after = cursor === undefined ? null : decodeCursor(scope, cursor)
  const [rows, [values], users, keys] = await Promise.all([
    listConfigHistory(ctx.db, { projects, kind, actor, after, limit: limit + 1 }),
    configHistoryValues(ctx.db, { projects }),
    listUsers(ctx.db),
    listKeys(ctx.db, ctx.project),
  ])
  const names = new HistoryNames(users, keys)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => entryOf(row, names)),
    nextCursor: last === undefined ? null : encodeCursor(scope, { value: last.sort_key, id: last.place }),
    kinds: values?.kinds ?? [],
    actors: (values?.actors ?? []).map((each) => names.actor(each)),
  }
}

function entryOf(row: ConfigHistoryRow, names: HistoryNames): HistoryEntry {
  const fields = shownFieldsOf(row.kind, row.body)
  // What is deleted keeps its last body: nothing of it has changed.
  const hasBefore = row.deleted_before === 0 && !eventKinds.has(row.kind)
  const before = hasBefore ? shownFieldsOf(row.kind, row.body_before) : new Map<string, string>()
  return {
    entryId: row.write_id,
    at: `${row.at_text.replace(' ', 'T')}Z`,
    by: names.actor(row.actor),
    kind: row.kind,
    subject: names.subject(row, fields),
    project: row.project === installation ? null : row.project,
    version: row.version,
    action: actionOf(row),
    reason: row.reason,
    changes: row.deleted === 1 ? [] : fieldChanges(before, fields),
  }
}

function actionOf({ version, deleted, deleted_before: wasDeleted }: ConfigHistoryRow): HistoryEntry['action'] {
  if (deleted === 1) return 'deleted'
  if (version === 1) return 'created'
  return wasDeleted === 1 ? 'restored' : 'changed'
}

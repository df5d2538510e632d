import { listConfigHistory, type ConfigHistoryRow } from '#clickhouse/queries/config/list-config-history.ts'
import type { Database } from '#clickhouse/client.ts'
import { noPrices, PriceTable } from '#lib/domain/price.ts'
import type { SavedPrices } from '#lib/domain/price-page.ts'
import { listUsers } from '#lib/server/access/users.ts'
import { listKeys } from '#lib/server/keys.ts'
import { priceTables } from '#lib/server/price-books.ts'
import { HistoryNames } from '../history/history-names.ts'

/** So many versions can be looked at again. */
const mostVersions = 200

/** Every version of a project's prices, the newest first. */
export async function savedVersions(db: Database, project: string, limit = mostVersions): Promise<SavedPrices[]> {
  const asked = { projects: [project], kind: priceTables.kind, actor: '', after: null, limit }
  const [rows, names] = await Promise.all([listConfigHistory(db, asked), namesOf(db, project)])
  return rows.map((row) => savedOf(row, names))
}

/** What holds now; version 0 where nothing was ever saved. */
export async function currentPrices(db: Database, project: string): Promise<SavedPrices> {
  const [newest] = await savedVersions(db, project, 1)
  return newest ?? { version: 0, at: null, by: null, reason: '', table: noPrices }
}

export async function namesOf(db: Database, project: string): Promise<HistoryNames> {
  const [users, keys] = await Promise.all([listUsers(db), listKeys(db, project)])
  return new HistoryNames(users, keys)
}

function savedOf({ version, at_text: at, actor, reason, body }: ConfigHistoryRow, names: HistoryNames): SavedPrices {
  return {
    version,
    at: `${at.replace(' ', 'T')}Z`,
    by: names.actor(actor),
    reason,
    table: PriceTable.parse(JSON.parse(body)),
  }
}

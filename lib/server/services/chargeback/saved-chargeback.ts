import type { SavedChargeback } from '#lib/domain/chargeback.ts'
import { ChargebackSettings, defaultChargeback } from '#lib/domain/statement.ts'
import { ConfigEntries } from '#lib/server/config-entries.ts'
import type { ServiceContext } from '../context.ts'

/** How a project charges: one entry, its versions are the history. */
export const chargebackEntries = new ConfigEntries('chargeback', ChargebackSettings)
export const chargebackId = 'settings'

export async function savedChargeback({
  db,
  project,
}: Pick<ServiceContext, 'db' | 'project'>): Promise<SavedChargeback> {
  const entry = await chargebackEntries.newest(db, project, chargebackId)
  return entry === null ? { settings: defaultChargeback, version: 0 } : { settings: entry.body, version: entry.version }
}

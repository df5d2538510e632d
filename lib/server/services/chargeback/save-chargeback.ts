import { actorName } from '#lib/domain/access/actor.ts'
import type { ChargebackChange, SavedChargeback } from '#lib/domain/chargeback.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ChargebackSettings } from '#lib/domain/statement.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'
import type { ServiceContext } from '../context.ts'
import { chargebackEntries, chargebackId } from './saved-chargeback.ts'

type SaveChargeback = { ctx: ServiceContext; input: ChargebackChange }

/** How statements are made from now on; closed ones stay. Throws `conflict` where somebody else was faster. */
export async function saveChargeback({ ctx, input }: SaveChargeback): Promise<SavedChargeback> {
  const { db, project, actor, nowMs } = ctx
  const { settings, expectedVersion, reason } = input
  requireSound(settings)
  const about = { project, id: chargebackId, expectedVersion, actor: actorName(actor), reason, now: new Date(nowMs) }
  const entry = await chargebackEntries.write(db, { ...about, body: settings })
  return { settings: entry.body, version: entry.version }
}

function requireSound({ timeZone, tenantMarkups, sharedCosts, currency }: ChargebackSettings): void {
  if (!isTimeZone(timeZone)) throw unfit('timeZone', `there is no time zone "${timeZone}"`)
  const twice = repeated(tenantMarkups.map(({ tenant }) => tenant))
  if (twice !== undefined) throw unfit('tenantMarkups', `"${twice}" has two of them`)
  const sharedTwice = repeated(sharedCosts.map(({ name }) => name))
  if (sharedTwice !== undefined) throw unfit('sharedCosts', `two are named "${sharedTwice}"`)
  if (currency !== null && Number(currency.usdRate) === 0) throw unfit('currency.usdRate', 'it has to be above 0')
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index)
}

function unfit(field: string, problem: string): AppError {
  return new AppError('bad_request', `The body field \`settings.${field}\` does not fit: ${problem}.`)
}

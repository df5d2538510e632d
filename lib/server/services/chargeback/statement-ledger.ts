import { listConfigHistory } from '#clickhouse/queries/config/list-config-history.ts'
import { foldClosings, withoutTotals, type Closing } from '#lib/chargeback/fold-closings.ts'
import { actorName } from '#lib/domain/access/actor.ts'
import type { Scope } from '#lib/domain/access/scope.ts'
import { AppError } from '#lib/domain/errors.ts'
import { StatementEvent } from '#lib/domain/statement-event.ts'
import { ConfigEntries } from '#lib/server/config-entries.ts'
import type { ServiceContext } from '../context.ts'
import { namesOf } from '../prices/saved-prices.ts'

const events = new ConfigEntries('statement', StatementEvent)
const id = 'ledger'
/** More decisions than a project makes in a century. */
const mostEvents = 100_000

type Of = Pick<ServiceContext, 'db' | 'project' | 'scope'>

/** All that was decided about a project's statements, as far as the scope shows it. */
export type StatementLedger = { version: number; closings: readonly Closing[] }

export async function statementLedger({ db, project, scope }: Of): Promise<StatementLedger> {
  const asked = { projects: [project], kind: events.kind, actor: '', after: null, limit: mostEvents }
  const rows = await listConfigHistory(db, asked)
  const names = await namesOf(db, project)
  // Versions say the order, not moments: another process has another clock.
  const past = rows
    .toSorted((a, b) => a.version - b.version)
    .map(({ body, actor, reason, at_text: at }) => {
      const event = StatementEvent.parse(JSON.parse(body))
      return { body: event, at: `${at.replace(' ', 'T')}Z`, by: names.actor(actor), reason }
    })
  return {
    version: rows.length === 0 ? 0 : Math.max(...rows.map(({ version }) => version)),
    closings: seenOf(foldClosings(past), scope),
  }
}

/** They are told apart by tenant and not by environment, so that who sees one environment sees none of them. */
function seenOf(closings: readonly Closing[], { isWholeProject, environments }: Scope): readonly Closing[] {
  if (isWholeProject) return closings
  return environments.length > 0 ? [] : closings.map(withoutTotals)
}

/** The event that follows on the ledger as it was read. Throws `conflict` where another one has. */
export async function recordEvent(
  ctx: ServiceContext,
  { version }: StatementLedger,
  { reason, body }: { reason: string; body: StatementEvent },
): Promise<void> {
  const { db, project, actor, nowMs } = ctx
  const about = { project, id, expectedVersion: version, actor: actorName(actor), reason, now: new Date(nowMs) }
  await events.write(db, { ...about, body })
}

/** A version of a statement, the newest where none is named. */
export function requireClosing(
  { closings }: StatementLedger,
  { statementId, version }: { statementId: string; version?: number | undefined },
): Closing {
  const found = closings.find(
    ({ statement }) => statement.statementId === statementId && (version ?? statement.version) === statement.version,
  )
  if (found !== undefined) return found
  const which = version === undefined ? '' : ` version ${version}`
  throw new AppError('not_found', `There is no closed statement ${statementId.slice(0, 80)}${which} in this project.`)
}

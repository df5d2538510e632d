import { randomUUID } from 'node:crypto'
import { freezeRuns } from '#clickhouse/queries/chargeback/freeze-runs.ts'
import { frozenDigest, frozenSums } from '#clickhouse/queries/chargeback/frozen-sums.ts'
import { insertFrozen } from '#clickhouse/tables/statements.ts'
import { canonicalJson, contentHash } from '#lib/chargeback/content-hash.ts'
import type { ClosedStatement, StatementClosing } from '#lib/domain/chargeback.ts'
import { DerivationKind } from '#lib/domain/derivation.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { FrozenDocument, StatementContent } from '#lib/domain/frozen-statement.ts'
import type { Statement } from '#lib/domain/statement.ts'
import type { StatementEvent } from '#lib/domain/statement-event.ts'
import { statementCsv } from '#lib/export/statement-csv.ts'
import { getAttribution } from '../attribution/get-attribution.ts'
import type { ServiceContext } from '../context.ts'
import { derivationOf } from '../derivation/derivation-of.ts'
import { chosenStatement, type ChosenStatement } from './chosen-statement.ts'
import { draftStatement, nanosOf } from './draft-statement.ts'
import { draftHash } from './get-statement.ts'
import { recordEvent, requireClosing, statementLedger } from './statement-ledger.ts'
import { isDerivedAnew } from './statement-warnings.ts'
import { tablesOf } from './tables-of.ts'

type CloseStatement = { ctx: ServiceContext; input: StatementClosing }

/**
 * Freezes the statement that was looked at: its runs first, then the document with its hash, and last the ledger's
 * entry, which makes it count. Whatever breaks off before leaves nothing that anybody reads. Throws `conflict` where
 * the figures are others than those that were seen, and where the period cannot be closed.
 */
export async function closeStatement({ ctx, input }: CloseStatement): Promise<ClosedStatement> {
  ctx.scope.requireWholeProject()
  const { draftHash: seen, reason, ...choice } = input
  const chosen = await chosenStatement(ctx, choice)
  await requireClosable(ctx, chosen)
  const { period, settings, ledger } = chosen
  const { statement } = await draftStatement(ctx, period, settings)
  if (draftHash(statement, settings) !== seen) throw changed()
  const closingId = randomUUID()
  const { db, project, nowMs } = ctx
  const [fromNs, toNs] = [nanosOf(period.fromMs), nanosOf(period.toMs)]
  await freezeRuns(db, { project, closingId, fromNs, toNs })
  await requireSameRuns(ctx, closingId, statement)
  const document = await documentOf(ctx, chosen, statement, closingId)
  const { statementId, version } = document.content
  const sheet = [...statementCsv({ statementId, version, statement })].join('')
  await insertFrozen(db, { project, closingId, document: canonicalJson(document), sheet, atMs: nowMs })
  await recordEvent(ctx, ledger, { reason, body: eventOf(document, closingId) })
  return requireClosing(await statementLedger(ctx), { statementId, version }).statement
}

async function requireClosable(ctx: ServiceContext, chosen: ChosenStatement): Promise<void> {
  const { period, closing, overlapping, rest } = chosen
  const { statementId, toMs } = period
  if (ctx.nowMs < toMs)
    throw new AppError('conflict', `The period ends at ${isoOf(toMs)}: it can be closed from then on.`)
  if (closing?.statement.state === 'closed')
    throw new AppError('conflict', `Statement ${statementId} is closed already: reopen it first.`)
  const [other] = overlapping
  if (other !== undefined) {
    const { statement } = other
    const wayOut = rest === null ? '' : ` Close ${isoOf(rest.fromMs)} to ${isoOf(rest.toMs)} in its place.`
    throw new AppError(
      'conflict',
      `Statement ${statement.statementId} has bills for a part of it (${statement.from} to ${statement.to}): nobody is billed twice.${wayOut}`,
    )
  }
  const orders = await Promise.all(DerivationKind.options.map((kind) => derivationOf(ctx, kind)))
  if (orders.some((order) => isDerivedAnew(period, order)))
    throw new AppError(
      'conflict',
      'Runs of the period are being priced or attributed anew: close it when that is done.',
    )
}

function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}

/** What was frozen is what was added up, unless runs changed in between. */
async function requireSameRuns(ctx: ServiceContext, closingId: string, { tenants }: Statement): Promise<void> {
  const kept = await frozenSums(ctx.db, ctx.scope, { closingId })
  const figures = (of: { tenant: string; runs: number; cost: string }[]) =>
    of
      .map(({ tenant, runs, cost }) => `${runs} ${cost} ${tenant}`)
      .toSorted()
      .join('\n')
  const shown = tenants.map(({ tenant, runs, costUsd }) => ({ tenant: tenant ?? '', runs, cost: costUsd }))
  if (figures(kept) !== figures(shown)) throw changed()
}

function changed(): AppError {
  return new AppError('conflict', 'The figures have changed since you looked at them: look again, then close.')
}

async function documentOf(
  ctx: ServiceContext,
  { period, settings, ledger }: ChosenStatement,
  statement: Statement,
  closingId: string,
): Promise<FrozenDocument> {
  const { db, project, nowMs } = ctx
  const [prices, attribution, [digest]] = await Promise.all([
    tablesOf(db, project, statement.priceVersions),
    getAttribution({ ctx }),
    frozenDigest(db, ctx.scope, { closingId }),
  ])
  const { statementId } = period
  const versions = ledger.closings.map(({ statement: { statementId: id, version } }) => (id === statementId ? version : 0)) // prettier-ignore
  const content: StatementContent = {
    format: 'tachograph-statement/1',
    project,
    statementId,
    version: Math.max(0, ...versions) + 1,
    statement,
    settings,
    prices,
    attribution: { version: attribution.version, rules: attribution.rules },
    runs: { count: digest?.runs ?? 0, digest: digest?.digest ?? '' },
  }
  return { contentHash: contentHash(content), closedAt: new Date(nowMs).toISOString(), content }
}

function eventOf({ contentHash: hash, content }: FrozenDocument, closingId: string): StatementEvent {
  const { statementId, version, statement } = content
  const { from, to, timeZone, currency, total, tenants } = statement
  return {
    event: 'closed',
    statementId,
    statementVersion: version,
    closingId,
    contentHash: hash,
    from,
    to,
    timeZone,
    currency,
    tenants: tenants.length,
    runs: total.runs,
    costUsd: total.costUsd,
    totalUsd: total.totalUsd,
    totalInCurrency: total.totalInCurrency,
  }
}

import { statementBasis, type StatementBasisRow } from '#clickhouse/queries/chargeback/statement-basis.ts'
import {
  mostStatementRows,
  statementGroups,
  type StatementGroupRow,
} from '#clickhouse/queries/chargeback/statement-groups.ts'
import { buildStatement, type TenantFigures } from '#lib/chargeback/build-statement.ts'
import { orderLines } from '#lib/chargeback/order-lines.ts'
import type { StatementPeriod } from '#lib/chargeback/statement-period.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { ChargebackSettings, Statement, StatementFigures, StatementLine } from '#lib/domain/statement.ts'
import type { ServiceContext } from '../context.ts'

export type DraftStatement = { statement: Statement; runningRuns: number }

/** The statement of a period over the runs that the scope shows, as they are now. */
export async function draftStatement(
  { db, scope }: Pick<ServiceContext, 'db' | 'scope'>,
  period: StatementPeriod,
  settings: ChargebackSettings,
): Promise<DraftStatement> {
  const [beforeNs, fromNs, toNs] = [period.previousFromMs, period.fromMs, period.toMs].map(nanosOf)
  if (beforeNs === undefined || fromNs === undefined || toNs === undefined) throw new Error('unreachable')
  const { levels } = settings
  const [groups, basis] = await Promise.all([
    statementGroups(db, scope, { fromNs, toNs, levels }),
    statementBasis(db, scope, { fromNs: beforeNs, beginNs: fromNs, toNs }),
  ])
  if (groups.length > mostStatementRows)
    throw new AppError('too_large', `A statement has ${mostStatementRows} lines at most: group by something coarser.`)
  const statement = buildStatement({
    from: new Date(period.fromMs).toISOString(),
    to: new Date(period.toMs).toISOString(),
    settings: { ...settings, timeZone: period.timeZone },
    versions: {
      prices: eachOnce(basis, ({ price_versions: versions }) => versions),
      rules: eachOnce(basis, ({ rules_versions: versions }) => versions),
      mappings: eachOnce(basis, ({ mapping_versions: versions }) => versions),
    },
    tenants: tenantsOf(groups),
    previous: new Map(
      basis.flatMap(({ tenant, previous_runs: runs, previous_cost: cost }) =>
        runs === 0 ? [] : [[keyOf(tenant), cost]],
      ),
    ),
  })
  return { statement, runningRuns: basis.reduce((sum, { running_runs: runs }) => sum + runs, 0) }
}

function tenantsOf(rows: readonly StatementGroupRow[]): TenantFigures[] {
  const lines = Map.groupBy(
    rows.filter(({ depth }) => depth > 1),
    ({ tenant }) => tenant,
  )
  return rows
    .filter(({ depth }) => depth === 1)
    .map((row) => ({
      tenant: keyOf(row.tenant),
      ...figuresOf(row),
      lines: orderLines((lines.get(row.tenant) ?? []).map(lineOf)),
    }))
}

function lineOf(row: StatementGroupRow): StatementLine {
  return { path: [row.value_1, row.value_2].slice(0, row.depth - 1).map(keyOf), ...figuresOf(row) }
}

function figuresOf(row: StatementGroupRow): StatementFigures {
  return {
    runs: row.runs,
    successfulRuns: row.successful_runs,
    tokens: {
      inputUncached: row.input_uncached,
      cacheRead: row.cache_read,
      cacheWrite: row.cache_write,
      output: row.output,
      reasoning: row.reasoning,
    },
    costUsd: row.cost,
    unpricedCalls: row.unpriced_calls,
    unpricedTokens: row.unpriced_tokens,
    partialCalls: row.partial_calls,
  }
}

function eachOnce<Value>(
  rows: readonly StatementBasisRow[],
  pick: (row: StatementBasisRow) => readonly Value[],
): Value[] {
  return [...new Set(rows.flatMap(pick))]
}

function keyOf(text: string): string | null {
  return text === '' ? null : text
}

export function nanosOf(ms: number): string {
  return (BigInt(ms) * 1_000_000n).toString()
}

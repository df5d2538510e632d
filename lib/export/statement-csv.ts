import { StatementLevel, type Statement, type StatementFigures, type TenantStatement } from '#lib/domain/statement.ts'
import { csvLine, type CsvCell } from './csv.ts'

/** A statement, and what it is called; version null is an open one. */
export type NamedStatement = { statementId: string; version: number | null; statement: Statement }

type Row = {
  /** `subline` is of both levels; `shared` is a tenant's part of a shared cost. Rows of one sort add up to the total. */
  row: 'total' | 'tenant' | 'shared' | 'line' | 'subline'
  tenant: string | null
  path: readonly (string | null)[]
  sharedCost: string | null
  figures: StatementFigures | null
  charge: Partial<Pick<TenantStatement, Charge>>
}
type Charge = 'sharedUsd' | 'markupPercent' | 'markupUsd' | 'totalUsd' | 'totalInCurrency' | 'previousCostUsd'
type Column = { name: string; of: (row: Row, named: NamedStatement) => CsvCell }

const text = (name: string, of: (row: Row, named: NamedStatement) => string | null): Column => ({
  name,
  of: (row, named) => ({ text: of(row, named) }),
})
const number = (name: string, of: (row: Row, named: NamedStatement) => number | string | null | undefined): Column => ({
  name,
  of: (row, named) => ({ number: of(row, named) ?? null }),
})
const count = (name: string, of: (figures: StatementFigures) => number | string): Column =>
  number(name, ({ figures }) => (figures === null ? null : of(figures)))
const level = (name: StatementLevel): Column =>
  text(name, ({ path }, { statement }) => path[statement.levels.indexOf(name)] ?? null)

/** Always the same, whatever the levels are: what does not apply is empty, and so is what is unknown. */
const columns: readonly Column[] = [
  text('row', ({ row }) => row),
  text('statement', (_row, { statementId }) => statementId),
  number('version', (_row, { version }) => version),
  text('from', (_row, { statement }) => statement.from),
  text('to', (_row, { statement }) => statement.to),
  text('timeZone', (_row, { statement }) => statement.timeZone),
  text('tenant', ({ tenant }) => tenant),
  ...StatementLevel.options.map(level),
  text('sharedCost', ({ sharedCost }) => sharedCost),
  count('runs', ({ runs }) => runs),
  count('successfulRuns', ({ successfulRuns }) => successfulRuns),
  count('inputUncachedTokens', ({ tokens }) => tokens.inputUncached),
  count('cacheReadTokens', ({ tokens }) => tokens.cacheRead),
  count('cacheWriteTokens', ({ tokens }) => tokens.cacheWrite),
  count('outputTokens', ({ tokens }) => tokens.output),
  count('reasoningTokens', ({ tokens }) => tokens.reasoning),
  count('unpricedCalls', ({ unpricedCalls }) => unpricedCalls),
  count('unpricedTokens', ({ unpricedTokens }) => unpricedTokens),
  count('partialCalls', ({ partialCalls }) => partialCalls),
  count('costUsd', ({ costUsd }) => costUsd),
  number('sharedUsd', ({ charge }) => charge.sharedUsd),
  number('markupPercent', ({ charge }) => charge.markupPercent),
  number('markupUsd', ({ charge }) => charge.markupUsd),
  number('totalUsd', ({ charge }) => charge.totalUsd),
  text('currency', ({ charge }, { statement }) => (hasCurrency(charge) ? (statement.currency?.code ?? null) : null)),
  number('usdRate', ({ charge }, { statement }) => (hasCurrency(charge) ? statement.currency?.usdRate : null)),
  number('totalInCurrency', ({ charge }) => charge.totalInCurrency),
  number('previousCostUsd', ({ charge }) => charge.previousCostUsd),
]

export const statementCsvColumns: readonly string[] = columns.map(({ name }) => name)

/** A statement as CSV: the total, then each tenant with its shared costs and its lines. */
export function* statementCsv(named: NamedStatement): Generator<string> {
  yield csvLine(statementCsvColumns.map((name) => ({ text: name })))
  for (const row of rowsOf(named.statement)) yield csvLine(columns.map(({ of }) => of(row, named)))
}

function* rowsOf({ total, tenants }: Statement): Generator<Row> {
  const { markupUsd, sharedUsd, totalUsd, totalInCurrency, previousCostUsd } = total
  const charge = { markupUsd, sharedUsd, totalUsd, totalInCurrency, previousCostUsd }
  yield { row: 'total', tenant: null, path: [], sharedCost: null, figures: total, charge }
  for (const of of tenants) {
    const { tenant } = of
    yield { row: 'tenant', tenant, path: [], sharedCost: null, figures: of, charge: of }
    for (const { name, amountUsd } of of.shared)
      yield { row: 'shared', tenant, path: [], sharedCost: name, figures: null, charge: { sharedUsd: amountUsd } }
    for (const line of of.lines) {
      const row = line.path.length === 1 ? 'line' : 'subline'
      yield { row, tenant, path: line.path, sharedCost: null, figures: line, charge: {} }
    }
  }
}

function hasCurrency({ totalInCurrency }: Row['charge']): boolean {
  return totalInCurrency !== undefined && totalInCurrency !== null
}

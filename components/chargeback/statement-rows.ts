import { keyText } from '#components/cost/dimension-texts.ts'
import { findRows } from '#components/table/find-rows.ts'
import { printLines, type PrintedAmounts, type PrintedStatement } from '#lib/chargeback/printed-statement.ts'
import type { Statement, StatementFigures, StatementLevel, StatementLine, TenantStatement } from '#lib/domain/statement.ts' // prettier-ignore
import { inOrder, type StatementOrder } from './statement-order.ts'

/** What a tenant, or all of them, is charged besides its cost. */
export type RowCharge = Pick<
  TenantStatement,
  'sharedUsd' | 'markupUsd' | 'totalUsd' | 'totalInCurrency' | 'previousCostUsd'
> & { markupPercent?: string; shared?: TenantStatement['shared'] }

/** A row of the table: a tenant, a line below it, what is only in the period before, or the sum of all. */
export type StatementRow = {
  id: string
  depth: 0 | 1 | 2
  /** Null for a row without lines below. */
  open: boolean | null
  name: string
  /** False where the name stands for an unknown value. */
  isKnown: boolean
  /** Tenant and values of the levels; null for what no run of the period belongs to. */
  keys: readonly (string | null)[] | null
  figures: StatementFigures | null
  /** Null for a line, which has a cost only. */
  charge: RowCharge | null
  printed: Partial<PrintedAmounts>
}

export type StatementView = { open: ReadonlySet<string>; typed: string; order: StatementOrder }

/** The tenants that a search leaves, in order and the untagged last, with the lines of the open ones. */
export function statementRows(
  { tenants, levels }: Pick<Statement, 'tenants' | 'levels'>,
  printed: PrintedStatement,
  { open, typed, order }: StatementView,
): StatementRow[] {
  const all = tenants.map((tenant, index) => ({ tenant, amounts: printed.tenants[index] }))
  const found = findRows(all, typed, ({ tenant }) => [keyText('tenant', tenant.tenant)])
  const rows = inOrder(found, order).flatMap(({ tenant, amounts }): StatementRow[] => {
    if (amounts === undefined) return []
    const id = idOf([tenant.tenant])
    const isOpen = open.has(id)
    const row: StatementRow = {
      id,
      depth: 0,
      open: tenant.lines.length === 0 ? null : isOpen,
      name: keyText('tenant', tenant.tenant),
      isKnown: tenant.tenant !== null,
      keys: [tenant.tenant],
      figures: tenant,
      charge: tenant,
      printed: amounts,
    }
    return isOpen ? [row, ...lineRows(tenant, levels, amounts.cost, printed.decimals, open)] : [row]
  })
  const isUntagged = ({ keys }: StatementRow) => keys?.[0] === null
  const gone = typed.trim() === '' && printed.gone !== null ? [goneRow(printed.gone)] : []
  return [...rows.filter((row) => !isUntagged(row)), ...gone, ...rows.filter(isUntagged)]
}

/** The foot: the statement as a whole, whatever is searched for. */
export function totalRow(
  { total }: Pick<Statement, 'total'>,
  printed: PrintedStatement,
  { typed }: Pick<StatementView, 'typed'>,
): StatementRow {
  const name = typed.trim() === '' ? 'Total' : 'Total of all tenants'
  const named = { id: 'total', depth: 0, open: null, name, isKnown: true } as const
  return { ...named, keys: [], figures: total, charge: total, printed: printed.total }
}

/** Every tenant that has lines below it. */
export function openableIds({ tenants }: Pick<Statement, 'tenants'>): string[] {
  return tenants.filter(({ lines }) => lines.length > 0).map(({ tenant }) => idOf([tenant]))
}

/** What a line is called: the unknown of its level by its own words. */
export function nameOf({ path }: Pick<StatementLine, 'path'>, levels: readonly StatementLevel[]): string {
  const [level, key] = [levels[path.length - 1], path.at(-1) ?? null]
  return level === undefined ? (key ?? '') : keyText(level, key)
}

function lineRows(
  tenant: TenantStatement,
  levels: readonly StatementLevel[],
  cost: bigint,
  decimals: number,
  open: ReadonlySet<string>,
): StatementRow[] {
  const costs = printLines(tenant, cost, decimals)
  const costOf = new Map(tenant.lines.map((line, index) => [line, costs[index] ?? 0n]))
  const inner = Map.groupBy(
    tenant.lines.filter(({ path }) => path.length > 1),
    ({ path }) => path[0] ?? null,
  )
  const rowOf = (line: StatementLine, isOpen: boolean | null): StatementRow => ({
    id: idOf([tenant.tenant, ...line.path]),
    depth: line.path.length > 1 ? 2 : 1,
    open: isOpen,
    name: nameOf(line, levels),
    isKnown: line.path.at(-1) !== null,
    keys: [tenant.tenant, ...line.path],
    figures: line,
    charge: null,
    printed: { cost: costOf.get(line) ?? 0n },
  })
  return tenant.lines
    .filter(({ path }) => path.length === 1)
    .flatMap((line) => {
      const below = inner.get(line.path[0] ?? null) ?? []
      const isOpen = open.has(idOf([tenant.tenant, ...line.path]))
      const row = rowOf(line, below.length === 0 ? null : isOpen)
      return isOpen ? [row, ...below.map((each) => rowOf(each, null))] : [row]
    })
}

function goneRow(before: bigint): StatementRow {
  return {
    id: 'gone',
    depth: 0,
    open: null,
    name: 'Tenants of the period before only',
    isKnown: false,
    keys: null,
    figures: null,
    charge: null,
    printed: { before },
  }
}

function idOf(keys: readonly (string | null)[]): string {
  return JSON.stringify(keys)
}

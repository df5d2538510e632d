import { ScrollArea } from '#components/ui/scroll-area.tsx'
import { printStatement } from '#lib/chargeback/printed-statement.ts'
import type { ClosedStatement } from '#lib/domain/chargeback.ts'
import type { Statement } from '#lib/domain/statement.ts'
import { PaperOverview } from './paper-overview.tsx'
import { TenantSheet } from './tenant-sheet.tsx'
import { tenantParam } from '#lib/chargeback/tenant-param.ts'

export type PaperProps = {
  project: string
  statementId: string
  statement: Statement
  /** Null for a draft. */
  closing: ClosedStatement | null
}

/** An overview and a sheet for each tenant; of one tenant its sheet alone. */
export function PaperStatement({ tenant: wanted, ...paper }: PaperProps & { tenant: string | null }) {
  const { statement } = paper
  const printed = printStatement(statement)
  const sheets = statement.tenants.map((tenant, index) => ({ tenant, amounts: printed.tenants[index] }))
  const found = sheets.filter(({ tenant }) => wanted === null || tenantParam(tenant.tenant) === wanted)
  if (found.length === 0)
    return (
      <p className="p-8">{wanted === null ? 'No run began in the period.' : 'This tenant has no run in the period.'}</p>
    )
  return (
    <ScrollArea label="Paper" className="print:overflow-visible">
      <div className="mx-auto w-178 px-4 print:w-auto print:px-0">
        {wanted === null ? <PaperOverview {...paper} printed={printed} /> : null}
        {found.map(({ tenant, amounts }) =>
          amounts === undefined ? null : (
            <TenantSheet
              key={tenantParam(tenant.tenant)}
              {...paper}
              tenant={tenant}
              amounts={amounts}
              decimals={printed.decimals}
            />
          ),
        )}
      </div>
    </ScrollArea>
  )
}

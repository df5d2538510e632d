import { actorLabel } from '#components/access/history/history-texts.ts'
import { keyText } from '#components/cost/dimension-texts.ts'
import { saveFile } from '#components/export/save-file.ts'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import type { AdjustmentNote, StatementAdjustments } from '#lib/domain/adjustment.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsdExact } from '#lib/format/usd.ts'
import { apiPaths } from '#lib/paths.ts'
import { FileButtons } from './file-buttons.tsx'
import { reasonTexts } from './reason-texts.ts'
import { RunIdLink } from './run-id-link.tsx'
import { SignedUsd } from './signed-usd.tsx'
import { signedInCurrency, signedUsd } from './signed-texts.ts'
import type { StatementFormat } from '#lib/domain/chargeback.ts'
import { dateText } from './date-text.ts'

type AdjustmentsViewProps = { project: string; adjustments: StatementAdjustments; timeZone: string }

/** Differences by tenant and reason, then the runs that they come from, then what was booked before. */
export function AdjustmentsView({ project, adjustments, timeZone }: AdjustmentsViewProps) {
  const { statementId, version, tenants, items, moreRuns, booked, currency } = adjustments
  return (
    <div className="-mx-4 -mt-3 grid gap-2">
      <ShortTable
        title="By tenant"
        rows={tenants}
        keyOf={({ tenant }) => tenant ?? ''}
        empty="Nothing has changed since the statement was closed, or since the last note."
        columns={[...tenantColumns, ...currencyColumns(currency)]}
        tools={<Sum adjustments={adjustments} />}
      />
      {items.length === 0 ? null : (
        <ShortTable
          title="Runs"
          rows={items}
          keyOf={({ runId, reason }) => `${runId} ${reason}`}
          empty=""
          columns={runColumns(project, timeZone)}
          tools={
            moreRuns === 0 ? null : (
              <span className="text-sm text-ink-3">and {formatCountExact(moreRuns)} more with smaller differences</span>
            )
          }
        />
      )}
      {booked.length === 0 ? null : (
        <ShortTable
          title="Booked"
          rows={booked}
          keyOf={({ number }) => String(number)}
          empty=""
          columns={noteColumns(
            { timeZone, currency },
            (number, format) =>
              void saveFile(apiPaths.adjustmentNote(project, statementId, number, { version, format })),
          )}
        />
      )}
    </div>
  )
}

type TenantAdjustment = StatementAdjustments['tenants'][number]
type Currency = StatementAdjustments['currency']
type InCurrency = { totalDifferenceInCurrency: string | null }
type RunAdjustment = StatementAdjustments['items'][number]

const tenantColumns: readonly ShortColumn<TenantAdjustment>[] = [
  { header: 'Tenant', className: 'max-w-60 wrap-anywhere', cell: ({ tenant }) => keyText('tenant', tenant) },
  {
    header: 'Why',
    cell: ({ reasons }) => (
      <ul>
        {reasons.map(({ reason, runs, costDifferenceUsd }) => (
          <li key={reason}>
            {formatCountExact(runs)} {runs === 1 ? 'run' : 'runs'}: {reasonTexts[reason]}
            <span className="tabular text-ink-3"> {signedUsd(costDifferenceUsd)}</span>
          </li>
        ))}
      </ul>
    ),
  },
  { header: 'Cost', align: 'end', className: 'max-narrow:hidden', cell: ({ costDifferenceUsd }) => <SignedUsd usd={costDifferenceUsd} /> }, // prettier-ignore
  { header: 'Markup', align: 'end', className: 'max-narrow:hidden', cell: ({ markupDifferenceUsd }) => <SignedUsd usd={markupDifferenceUsd} /> }, // prettier-ignore
  { header: 'Total', align: 'end', cell: ({ totalDifferenceUsd }) => <SignedUsd usd={totalDifferenceUsd} /> },
]

function currencyColumns<Row extends InCurrency>(currency: Currency): ShortColumn<Row>[] {
  if (currency === null) return []
  return [
    {
      header: currency.code,
      align: 'end',
      className: 'whitespace-nowrap',
      cell: ({ totalDifferenceInCurrency }) => signedInCurrency(totalDifferenceInCurrency),
    },
  ]
}

function runColumns(project: string, timeZone: string): readonly ShortColumn<RunAdjustment>[] {
  return [
    {
      header: 'Run',
      cell: ({ runId }) => <RunIdLink project={project} runId={runId} />,
    },
    { header: 'Started', className: 'whitespace-nowrap max-narrow:hidden', cell: ({ startedAt }) => dateText(startedAt, timeZone) }, // prettier-ignore
    { header: 'Why', cell: (item) => <WhyRun item={item} /> },
    { header: 'Billed', align: 'end', className: 'max-narrow:hidden', cell: ({ before }) => formatUsdExact(before?.costUsd ?? null) }, // prettier-ignore
    { header: 'Now', align: 'end', className: 'max-narrow:hidden', cell: ({ after }) => formatUsdExact(after?.costUsd ?? null) }, // prettier-ignore
    { header: 'Difference', align: 'end', cell: ({ differenceUsd }) => <SignedUsd usd={differenceUsd} isExact /> },
  ]
}

function WhyRun({ item: { reason, before, after } }: { item: RunAdjustment }) {
  if (reason !== 'moved' || before === null || after === null) return reasonTexts[reason]
  return `${keyText('tenant', before.tenant)} → ${keyText('tenant', after.tenant)}`
}

type NoteContext = { timeZone: string; currency: Currency }

function noteColumns(
  { timeZone, currency }: NoteContext,
  onSave: (number: number, format: StatementFormat) => void,
): readonly ShortColumn<AdjustmentNote>[] {
  return [
    { header: 'Note', cell: ({ number }) => `${number}` },
    {
      header: 'Booked',
      cell: ({ bookedAt, bookedBy, reason }) => (
        <>
          {dateText(bookedAt, timeZone)} by {actorLabel(bookedBy)}
          {reason === '' ? null : <span className="text-ink-2"> “{reason}”</span>}
        </>
      ),
    },
    { header: 'Runs', align: 'end', className: 'max-narrow:hidden', cell: ({ runs }) => formatCountExact(runs) },
    {
      header: 'Total',
      align: 'end',
      cell: ({ totalDifferenceUsd }) => (totalDifferenceUsd === null ? null : <SignedUsd usd={totalDifferenceUsd} />),
    },
    ...currencyColumns<AdjustmentNote>(currency),
    {
      header: 'Hash',
      className: 'max-narrow:hidden',
      cell: ({ contentHash }) => <code className="text-ink-3">{contentHash.slice(0, 12)}…</code>,
    },
    {
      header: 'Files',
      isIconOnly: true,
      cell: ({ number }) => <FileButtons name={`note ${number}`} onSave={(format) => onSave(number, format)} />,
    },
  ]
}

/** What all of it makes of the bill, in the second currency too. */
function Sum({ adjustments }: { adjustments: StatementAdjustments }) {
  const { totalDifferenceUsd, totalDifferenceInCurrency, currency } = adjustments
  return (
    <span className="tabular">
      <span className="text-ink-3">In all </span>
      <SignedUsd usd={totalDifferenceUsd} />
      {currency === null || totalDifferenceInCurrency === null ? null : (
        <span className="text-ink-2">
          , {signedInCurrency(totalDifferenceInCurrency)} {currency.code} at {currency.usdRate}
        </span>
      )}
    </span>
  )
}

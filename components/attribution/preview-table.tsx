import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import type { AttributionPreview } from '#lib/domain/attribution.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { fieldLabel } from './field-texts.ts'
import { sourceText } from './source-text.ts'

type Change = AttributionPreview['changes'][number]

/** The dearest changes; names of users may be as many as runs. */
const firstRows = 30

/** What rules would have made of the runs of the last day. */
export function PreviewTable({ preview }: { preview: AttributionPreview }) {
  const { runs, allRuns, isAll, changedRuns, changes } = preview
  const looked = isAll
    ? `All ${formatCountExact(runs)} runs`
    : `${formatCountExact(runs)} of ${formatCountExact(allRuns)} runs, from all over`
  return (
    <ShortTable
      title={`${looked}${isAll ? ' of' : ''} the last 24 hours: ${changedRuns === 0 ? 'nothing would change' : `${formatCountExact(changedRuns)} would change`}`}
      columns={columns}
      rows={changes}
      first={firstRows}
      keyOf={(change) => JSON.stringify(change)}
      empty={
        runs === 0
          ? 'No run began in the last 24 hours: there is nothing to try the rules on.'
          : 'Every run stays as it is.'
      }
    />
  )
}

const columns: readonly ShortColumn<Change>[] = [
  { header: 'Field', className: 'w-28 whitespace-nowrap', cell: ({ field }) => fieldLabel(field) },
  { header: 'Is', className: 'min-w-24 wrap-anywhere', cell: ({ before }) => <ValueText value={before} /> },
  { header: 'Would be', className: 'min-w-24 wrap-anywhere', cell: ({ after }) => <ValueText value={after} /> },
  {
    header: 'Read from',
    className: 'min-w-32 wrap-anywhere max-narrow:hidden',
    cell: ({ source }) => <span className="text-ink-2">{source === null ? '–' : sourceText(source)}</span>,
  },
  { header: 'Runs', align: 'end', className: 'w-20', cell: ({ runs }) => formatCountExact(runs) },
  { header: 'Cost', align: 'end', className: 'w-28', cell: ({ costUsd }) => formatUsd(costUsd) },
]

function ValueText({ value }: { value: string | null }) {
  return value === null ? <span className="text-ink-3">unknown</span> : <bdi>{value}</bdi>
}

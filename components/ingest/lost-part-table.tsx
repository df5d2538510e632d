import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type { LostPart } from '#lib/domain/ingest-health.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'

const stateTexts = {
  lost: { label: 'Missing', tone: 'bad' },
  restoring: { label: 'Being derived again', tone: 'warn' },
  restored: { label: 'Derived again', tone: 'good' },
} as const satisfies Record<LostPart['state'], object>

/** Damaged parts of the database; nothing while there is none, which is nearly always. */
export function LostPartTable({ parts }: { parts: readonly LostPart[] }) {
  if (parts.length === 0) return null
  return (
    <ShortTable
      title="Damaged and set aside"
      rows={parts}
      keyOf={({ table, part }) => `${table} ${part}`}
      empty=""
      columns={columns}
    />
  )
}

const columns: readonly ShortColumn<LostPart>[] = [
  { header: 'State', className: 'w-px', cell: ({ state }) => <StateBadge state={state} /> },
  { header: 'Table', className: 'w-px', cell: ({ table }) => <code>{table}</code> },
  { header: 'Part', className: 'max-narrow:hidden', cell: ({ part }) => <code>{part}</code> },
  {
    header: 'Rows',
    align: 'end',
    className: 'w-px',
    cell: ({ rows }) => (rows === null ? unknownText : formatCountExact(rows)),
  },
  { header: 'Holds', cell: heldText },
]

function StateBadge({ state }: Pick<LostPart, 'state'>) {
  return <Badge tone={stateTexts[state].tone}>{stateTexts[state].label}</Badge>
}

/** In UTC, by which the database divides its tables. */
function heldText({ fromNs, toNs, partition }: LostPart): string {
  if (fromNs === null || toNs === null) return partition === '' ? unknownText : `partition ${partition}`
  return `${minuteOf(fromNs)} to ${minuteOf(toNs)} UTC`
}

function minuteOf(ns: string): string {
  return new Date(Number(BigInt(ns) / 1_000_000n)).toISOString().slice(0, 16).replace('T', ' ')
}

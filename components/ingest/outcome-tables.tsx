import { IntentLink } from '#components/layout/intent-link.tsx'
import { TimeText } from '#components/run-list/time-text.tsx'
import { ShortTable, type ShortColumn } from '#components/table/short-table.tsx'
import { Badge } from '#components/ui/badge.tsx'
import type {
  IngestHealth,
  KeyOutcomes,
  OutcomeCounts,
  OutcomeExample,
  OutcomeGroup,
} from '#lib/domain/ingest-health.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { paths } from '#lib/paths.ts'
import { KeyName } from './key-name.tsx'
import { kindTexts, reasonTexts, signalTexts, transportTexts } from './outcome-texts.ts'

type TablesProps = { health: IngestHealth; nowMs: number }

/** What happened and what to do about it. */
export function ReasonTable({ health, nowMs }: TablesProps) {
  return (
    <ShortTable
      title="By reason"
      rows={health.reasons}
      keyOf={({ kind, reason }) => `${kind} ${reason}`}
      empty="Nothing arrived in this time range."
      columns={reasonColumns(nowMs)}
    />
  )
}

export function KeyTable({ health, nowMs }: TablesProps) {
  return (
    <ShortTable
      title="By key"
      rows={health.keys}
      keyOf={({ key }) => `${key.hasProject} ${key.keyId ?? ''}`}
      empty="Nobody sent anything in this time range."
      columns={keyColumns(nowMs)}
    />
  )
}

export function ExampleTable({ project, health, nowMs }: TablesProps & { project: string }) {
  return (
    <ShortTable
      title="Last samples"
      rows={health.examples}
      keyOf={({ kind, reason, atNs, key, transport, signal }) =>
        `${kind} ${reason} ${atNs} ${key.keyId} ${transport} ${signal}`
      }
      empty="Nothing was refused, cut or not understood in this time range."
      columns={exampleColumns(project, nowMs)}
    />
  )
}

const reasonColumns = (nowMs: number): readonly ShortColumn<OutcomeGroup>[] => [
  { header: 'Outcome', className: 'w-px', cell: ({ kind }) => <KindBadge kind={kind} /> },
  { header: 'Reason', cell: (group) => <Reason group={group} /> },
  { header: 'Records', align: 'end', className: 'w-px max-narrow:hidden', cell: recordsText },
  {
    header: 'Requests',
    align: 'end',
    className: 'w-px max-narrow:hidden',
    cell: ({ requests }) => formatCountExact(requests),
  },
  {
    header: 'Last',
    align: 'end',
    className: 'w-px whitespace-nowrap text-ink-2 max-narrow:hidden',
    cell: ({ lastNs }) => <TimeText ns={lastNs} nowMs={nowMs} />,
  },
]

const keyColumns = (nowMs: number): readonly ShortColumn<KeyOutcomes>[] => [
  { header: 'Key', className: 'min-w-24 max-w-80', cell: ({ key }) => <KeyName sender={key} /> },
  { header: 'Accepted', align: 'end', className: 'w-px', cell: ({ accepted }) => formatCountExact(accepted.records) },
  {
    header: 'Refused requests',
    align: 'end',
    className: 'w-px',
    cell: ({ refused }) => formatCountExact(refused.requests),
  },
  {
    header: 'Not understood',
    align: 'end',
    className: 'w-px max-narrow:hidden',
    cell: ({ notUnderstood }) => formatCountExact(notUnderstood.records),
  },
  {
    header: 'Cut',
    align: 'end',
    className: 'w-px max-narrow:hidden',
    cell: ({ cut }) => formatCountExact(cut.records),
  },
  {
    header: 'Last',
    align: 'end',
    className: 'w-px whitespace-nowrap text-ink-2 max-narrow:hidden',
    cell: ({ lastNs }) => <TimeText ns={lastNs} nowMs={nowMs} />,
  },
]

const exampleColumns = (project: string, nowMs: number): readonly ShortColumn<OutcomeExample>[] => [
  {
    header: 'When',
    className: 'w-px whitespace-nowrap text-ink-2',
    cell: ({ atNs }) => <TimeText ns={atNs} nowMs={nowMs} />,
  },
  { header: 'Outcome', className: 'w-px', cell: ({ kind }) => <KindBadge kind={kind} /> },
  { header: 'What', cell: (example) => <What example={example} /> },
  { header: 'From', className: 'max-w-64', cell: (example) => <From example={example} /> },
  { header: 'Run', className: 'w-px', cell: (example) => <RunLink project={project} example={example} /> },
]

function KindBadge({ kind }: Pick<OutcomeGroup, 'kind'>) {
  const { label, tone } = kindTexts[kind]
  return <Badge tone={tone}>{label}</Badge>
}

function Reason({ group }: { group: OutcomeGroup }) {
  const { reason, signals, transports, requests } = group
  const { title, wayOut } = reasonTexts[reason]
  const how = [...signals.map((signal) => signalTexts[signal]), ...transports.map((each) => transportTexts[each])]
  return (
    <div className="min-w-60 max-w-[90ch]">
      <span className="font-medium">{title}</span> <span className="text-sm text-ink-3">{how.join(' · ')}</span>
      {wayOut === '' ? null : <p className="text-sm text-ink-2 [overflow-wrap:anywhere]">{wayOut}</p>}
      <p className="tabular text-sm text-ink-2 narrow:hidden">
        {isUncounted(group) ? '' : `${formatCountExact(group.records)} records, `}
        {formatCountExact(requests)} requests
      </p>
    </div>
  )
}

function recordsText(group: Counted): string {
  return isUncounted(group) ? unknownText : formatCountExact(group.records)
}

type Counted = OutcomeCounts & Pick<OutcomeGroup, 'kind'>

/** A request that is refused before it is read has no known number of records. */
function isUncounted({ kind, records }: Counted): boolean {
  return kind === 'refused' && records === 0
}

function What({ example: { reason, message, attribute } }: { example: OutcomeExample }) {
  return (
    <div className="min-w-60 max-w-[90ch] [overflow-wrap:anywhere]">
      <span className="font-medium">{reasonTexts[reason].title}</span>
      {attribute === null ? null : <code className="text-sm"> {attribute}</code>}
      {attribute === null ? <p className="text-sm text-ink-2">{message}</p> : null}
    </div>
  )
}

function From({ example: { key, service, signal, transport } }: { example: OutcomeExample }) {
  return (
    <div className="min-w-40">
      {service === null ? null : <p className="truncate">{service}</p>}
      <p className="text-sm text-ink-3">
        {signalTexts[signal]}, {transportTexts[transport]}
      </p>
      <p className="truncate text-sm">
        <KeyName sender={key} />
      </p>
    </div>
  )
}

function RunLink({ project, example: { runId, spanId } }: { project: string; example: OutcomeExample }) {
  if (runId === null) return <span className="text-ink-3">–</span>
  return (
    <IntentLink
      href={paths.run(project, runId, spanId === null ? {} : { span: spanId })}
      className="font-mono text-sm text-accent underline-offset-2 hover:underline"
    >
      {runId.slice(0, 8)}
    </IntentLink>
  )
}

import type { GridColumn } from '#components/table/grid-column.ts'
import type { ValueFieldName } from '#components/filters/run-filter-fields.ts'
import type { RunSort } from '#lib/domain/filter.ts'
import type { ListColumns } from '#lib/domain/list-columns.ts'
import type { RunSnippet } from '#lib/domain/run-snippets.ts'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { CostText } from './cost-text.tsx'
import { FilterCell, type PickCell } from './filter-cell.tsx'
import { EndCell, EndIcon, NamesCell, PlainText, ToolCalls, WarningCount } from './run-cells.tsx'
import { RunPreviewCell } from './run-preview-cell.tsx'
import { TimeText } from './time-text.tsx'
import { TokensText } from './tokens-text.tsx'

export type RunColumnContext = {
  nowMs: number
  hrefOf: (run: Run) => string
  twoLines: boolean
  /** By run: where it says what was searched for. */
  snippets: ReadonlyMap<string, RunSnippet>
  onPick: PickCell
  /** Opens the run beside the list; left out where there is no room. */
  onPeek?: (run: Run) => void
}

/** Headings of the column picker, in its order. */
export const runColumnGroups = ['Result', 'Who and what', 'Work', 'Tokens and cost', 'Time', 'Ids'] as const
export type RunColumn = GridColumn<Run> & { group: (typeof runColumnGroups)[number]; sortKey?: RunSort }

/** What a reader sees who has changed nothing: room for the text of the run is worth more than a further number. */
export const defaultRunColumns: ListColumns = {
  shown: ['end', 'run', 'taskType', 'tenant', 'steps', 'tokens', 'cost', 'duration', 'started'],
  widths: {},
}

/** Every column that the runs list can show, in the order of the picker. */
export function runColumns(context: RunColumnContext): RunColumn[] {
  return [
    ...resultColumns(context),
    ...identityColumns(context),
    ...workColumns(),
    ...tokenColumns(),
    ...timeColumns(context),
    text('runId', 'Ids', 'Run id', 248, (run) => <code>{run.runId}</code>),
  ]
}

/** A phone shows these; the rest is in the row's sheet. */
export function narrowRunColumns(context: RunColumnContext): RunColumn[] {
  const { nowMs } = context
  return [
    endIconColumn(context),
    { ...previewColumn({ ...context, twoLines: true }), width: 140 },
    number('started', 'Time', 'Started', 84, 'startedAt', (run) => <TimeText ns={run.startedAt} nowMs={nowMs} />),
  ]
}

/** What tells runs apart, for a list that another panel leaves little room. */
export function runColumnsBesidePeek(context: RunColumnContext): RunColumn[] {
  const named = runColumns(context).filter(({ id }) => ['cost', 'duration'].includes(id))
  return [endIconColumn(context), { ...previewColumn(context), width: 120 }, ...named]
}

function endIconColumn(context: RunColumnContext): RunColumn {
  return { ...endColumn(context), headerHidden: true, width: 16, cell: (run) => <EndIcon run={run} /> }
}

function resultColumns(context: RunColumnContext): RunColumn[] {
  return [
    endColumn(context),
    previewColumn(context),
    text('output', 'Result', 'Output', 240, (run) => <PlainText text={run.outputPreview} />),
    text('error', 'Result', 'Error', 200, (run) => (
      <span className="text-bad">
        <PlainText text={run.errorMessage ?? ''} />
      </span>
    )),
    value(context, 'outcome', 'Result', 'Outcome', 96, (run) => run.outcome),
    number('warnings', 'Result', 'Warnings', 68, undefined, (run) => <WarningCount warnings={run.warnings} />),
  ]
}

function endColumn({ onPick }: RunColumnContext): RunColumn {
  return { id: 'end', group: 'Result', header: 'End', width: 126, cell: (run) => <EndCell run={run} onPick={onPick} /> }
}

function previewColumn({ hrefOf, twoLines, snippets, onPeek }: RunColumnContext): RunColumn {
  return {
    id: 'run',
    group: 'Result',
    header: 'Run',
    width: 200,
    grows: true,
    fixed: true,
    cell: (run) => (
      <RunPreviewCell
        run={run}
        href={hrefOf(run)}
        twoLines={twoLines}
        snippet={snippets.get(run.runId)}
        onPeek={onPeek}
      />
    ),
  }
}

function identityColumns(context: RunColumnContext): RunColumn[] {
  const { onPick } = context
  const of = (name: ValueFieldName, header: string, width: number, valueOf: (run: Run) => string | null) =>
    value(context, name, 'Who and what', header, width, valueOf)
  const names = (id: string, name: ValueFieldName, header: string, namesOf: (run: Run) => string[]) =>
    text(id, 'Who and what', header, 128, (run) => (
      <NamesCell name={name} label={header} values={namesOf(run)} onPick={onPick} />
    ))
  return [
    of('taskType', 'Task type', 100, (run) => run.taskType),
    of('tenant', 'Tenant', 72, (run) => run.tenant),
    of('feature', 'Feature', 96, (run) => run.feature),
    of('agent', 'Agent', 104, (run) => run.agent),
    of('agentVersion', 'Version', 72, (run) => run.agentVersion),
    of('environment', 'Environment', 88, (run) => run.environment),
    of('user', 'User', 96, (run) => run.user),
    of('session', 'Session', 112, (run) => run.session),
    names('models', 'model', 'Models', (run) =>
      run.models.flatMap((share) => share.model ?? share.requestedModel ?? []),
    ),
    names('tools', 'tool', 'Tools', (run) => run.tools.map(({ name }) => name)),
    text('tags', 'Who and what', 'Tags', 112, (run) => <PlainText text={run.tags.join(', ')} />),
    names('dialects', 'dialect', 'Dialect', (run) => run.dialects),
  ]
}

function workColumns(): RunColumn[] {
  const of = (id: string, header: string, width: number, sortKey: RunSort, cell: RunColumn['cell']) =>
    number(id, 'Work', header, width, sortKey, cell)
  return [
    of('steps', 'Steps', 46, 'steps', (run) => formatCountExact(run.steps)),
    of('toolCalls', 'Tool calls', 68, 'toolCalls', (run) => <ToolCalls run={run} />),
    of('toolErrors', 'Tool errors', 74, 'toolErrors', (run) => formatCountExact(run.toolErrors)),
    of('llmCalls', 'Model calls', 76, 'llmCalls', (run) => formatCountExact(run.llmCalls)),
    of('failedLlmCalls', 'Failed calls', 76, 'failedLlmCalls', (run) => formatCountExact(run.failedLlmCalls)),
    of('revisits', 'Revisits', 60, 'revisits', (run) => formatCountExact(run.loops.revisits)),
    of('spanCount', 'Spans', 56, 'spanCount', (run) => formatCountExact(run.spanCount)),
  ]
}

function tokenColumns(): RunColumn[] {
  const of = (id: string, header: string, width: number, sortKey: RunSort | undefined, cell: RunColumn['cell']) =>
    number(id, 'Tokens and cost', header, width, sortKey, cell)
  return [
    of('tokens', 'Tokens', 52, 'totalTokens', (run) => <TokensText usage={run.usage} />),
    of('inputTokens', 'Tokens in', 66, 'inputTokens', (run) => formatTokens(run.usage.inputTokens)),
    of('outputTokens', 'Tokens out', 70, 'outputTokens', (run) => formatTokens(run.usage.outputTokens)),
    of('cost', 'Cost', 84, 'costUsd', (run) => (
      <ListedCost run={run} spanId={null} of="the run" isStop={false}>
        <CostText {...run} />
      </ListedCost>
    )),
    of('reportedCost', 'Reported cost', 90, undefined, (run) => (
      <ListedCost run={run} spanId={null} of="the run" isStop={false}>
        <CostText costUsd={run.reportedCostUsd} costStatus="priced" />
      </ListedCost>
    )),
  ]
}

function timeColumns({ nowMs }: RunColumnContext): RunColumn[] {
  const time = (ns: string) => (
    <span className="text-ink-2">
      <TimeText ns={ns} nowMs={nowMs} />
    </span>
  )
  return [
    number('duration', 'Time', 'Duration', 70, 'durationNs', (run) => formatDurationNs(run.durationNs)),
    number('started', 'Time', 'Started', 76, 'startedAt', (run) => time(run.startedAt)),
    number('ended', 'Time', 'Ended', 80, undefined, (run) => time(run.endedAt)),
  ]
}

type Group = RunColumn['group']

function value(
  { onPick }: RunColumnContext,
  name: ValueFieldName,
  group: Group,
  header: string,
  width: number,
  valueOf: (run: Run) => string | null,
): RunColumn {
  return text(name, group, header, width, (run) => (
    <FilterCell name={name} label={header} value={valueOf(run)} onPick={onPick} />
  ))
}

function text(id: string, group: Group, header: string, width: number, cell: RunColumn['cell']): RunColumn {
  return { id, group, header, width, cell }
}

function number(
  id: string,
  group: Group,
  header: string,
  width: number,
  sortKey: RunSort | undefined,
  cell: RunColumn['cell'],
): RunColumn {
  return { id, group, header, width, align: 'end', sortKey, cell }
}

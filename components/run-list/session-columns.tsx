import Link from 'next/link'
import type { GridColumn } from '#components/table/grid-column.ts'
import { RunsCost, type SummedRuns } from '#components/run/cost/runs-cost.tsx'
import type { Session } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import type { SessionSort } from '#lib/domain/session.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { CostText } from './cost-text.tsx'
import { TimeText } from './time-text.tsx'

type SessionColumnContext = {
  nowMs: number
  narrow: boolean
  twoLines: boolean
  hrefOf: (session: Session) => string
  /** The runs that a row is the sum of. */
  runsOf: (session: Session) => SummedRuns
}

export function sessionColumns(context: SessionColumnContext): GridColumn<Session>[] {
  const { nowMs, narrow, twoLines, hrefOf, runsOf } = context
  const preview: GridColumn<Session> = {
    id: 'session',
    header: 'Session',
    width: narrow ? 160 : 220,
    grows: true,
    cell: (session) => <SessionName session={session} href={hrefOf(session)} twoLines={twoLines || narrow} />,
  }
  const runs = number('runs', 'Runs', 52, 'runs', (session) => <RunCount session={session} />)
  const last = number('last', 'Last activity', 92, 'endedAt', (session) => (
    <TimeText ns={session.endedAt} nowMs={nowMs} />
  ))
  if (narrow) return [preview, runs, last]
  return [
    preview,
    names('users', 'Users', (session) => session.users),
    names('tenants', 'Tenants', (session) => session.tenants),
    { ...names('agents', 'Agents', (session) => session.agents), width: 112 },
    runs,
    number('steps', 'Steps', 48, 'steps', (session) => formatCountExact(session.steps)),
    number('input', 'Tokens in', 66, 'inputTokens', (session) => formatTokens(session.inputTokens)),
    number('output', 'Tokens out', 70, 'outputTokens', (session) => formatTokens(session.outputTokens)),
    number('cost', 'Cost', 84, 'costUsd', (session) => (
      <RunsCost {...runsOf(session)} isStop={false}>
        <CostText {...session} />
      </RunsCost>
    )),
    number('work', 'At work', 72, 'durationNs', (session) => formatDurationNs(session.durationNs)),
    number('length', 'Length', 72, undefined, (session) => formatDurationNs(lengthNs(session))),
    last,
  ]
}

type SessionNameProps = { session: Session; href: string; twoLines: boolean }

/** What was asked first, and where there are two lines the session's id. */
function SessionName({ session, href, twoLines }: SessionNameProps) {
  return (
    <span className="grid">
      <Link
        href={href}
        prefetch={false}
        tabIndex={-1}
        data-row-link
        className="truncate underline-offset-3 hover:underline"
      >
        {session.inputPreview || session.session}
      </Link>
      {session.inputPreview === '' || !twoLines ? null : (
        <span className="truncate font-mono text-xs text-ink-3">{session.session}</span>
      )}
    </span>
  )
}

function RunCount({ session }: { session: Session }) {
  return (
    <span>
      {session.badRuns > 0 ? <span className="text-bad">{session.badRuns}✕ </span> : null}
      {formatCountExact(session.runs)}
    </span>
  )
}

function names(id: string, header: string, namesOf: (session: Session) => string[]): GridColumn<Session> {
  return { id, header, width: 84, cell: (session) => namesOf(session).join(', ') || unknownText }
}

function number(
  id: string,
  header: string,
  width: number,
  sortKey: SessionSort | undefined,
  cell: GridColumn<Session>['cell'],
): GridColumn<Session> {
  return { id, header, width, align: 'end', sortKey, cell }
}

/** From the first run's start to the last one's end, idle time included. */
function lengthNs({ startedAt, endedAt }: Session): number {
  return Number(BigInt(endedAt) - BigInt(startedAt))
}

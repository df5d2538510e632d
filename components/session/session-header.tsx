import Link from 'next/link'
import type { ReactNode } from 'react'
import { CostText } from '#components/run-list/cost-text.tsx'
import { RunsCost } from '#components/run/cost/runs-cost.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { RunFilter } from '#lib/domain/filter.ts'
import type { Session } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime } from '#lib/format/time.ts'
import { formatTokens } from '#lib/format/tokens.ts'
import { paths } from '#lib/paths.ts'
import { runsOfSession } from './session-runs.ts'

type SessionHeaderProps = {
  project: string
  session: Session
  /** Finds its runs. */
  filter: RunFilter
}

/** The totals of a session over all its turns. */
export function SessionHeader({ project, session, filter }: SessionHeaderProps) {
  const { runs, badRuns, toolErrors, steps, durationNs, startedAt, endedAt, inputTokens, outputTokens } = session
  return (
    <section aria-label="Session facts" className="shrink-0 border-b bg-surface px-4 py-2.5">
      <h2 className="line-clamp-2 text-lg leading-6 font-semibold [overflow-wrap:anywhere]">
        {session.inputPreview || 'Session without recorded input'}
      </h2>
      <div className="tabular mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Figure value={formatCountExact(runs)} unit={runs === 1 ? 'turn' : 'turns'} />
        {badRuns === 0 ? null : <span className="text-bad">{formatCountExact(badRuns)} ended badly</span>}
        <Figure value={formatCountExact(steps)} unit={steps === 1 ? 'step' : 'steps'} />
        {toolErrors === 0 ? null : (
          <span className="text-bad">
            {formatCountExact(toolErrors)} tool {toolErrors === 1 ? 'error' : 'errors'}
          </span>
        )}
        <Figure
          value={
            <RunsCost {...runsOfSession(project, session)}>
              <CostText costUsd={session.costUsd} costStatus={session.costStatus} />
            </RunsCost>
          }
          unit="cost"
        />
        <Figure value={`${formatTokens(inputTokens)} → ${formatTokens(outputTokens)}`} unit="tokens" />
        <Figure value={formatDurationNs(durationNs)} unit="at work" />
        <Tooltip content={`${formatAbsoluteTime(startedAt)} to ${formatAbsoluteTime(endedAt)}`} side="bottom">
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its tooltip must be reachable by keyboard */}
          <span tabIndex={0}>
            <Figure value={formatDurationNs(Number(BigInt(endedAt) - BigInt(startedAt)))} unit="from first to last" />
          </span>
        </Tooltip>
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Names name={session.agents.length === 1 ? 'agent' : 'agents'} values={session.agents} />
        <Names name={session.users.length === 1 ? 'user' : 'users'} values={session.users} />
        <Names name={session.tenants.length === 1 ? 'tenant' : 'tenants'} values={session.tenants} />
        <span className="flex min-w-0 items-center text-ink-3">
          <code className="truncate">{session.session}</code>
          <CopyButton text={session.session} label="Copy the session id" className="h-5" />
        </span>
        <Link href={paths.runs(project, filter)} className="text-accent hover:underline">
          Its runs as a list
        </Link>
      </div>
    </section>
  )
}

function Figure({ value, unit }: { value: ReactNode; unit: string }) {
  return (
    <span>
      {value} <span className="text-ink-3">{unit}</span>
    </span>
  )
}

function Names({ name, values }: { name: string; values: readonly string[] }) {
  if (values.length === 0) return null
  return (
    <span className="max-w-full truncate">
      <span className="text-ink-3">{name}</span> {values.join(', ')}
    </span>
  )
}

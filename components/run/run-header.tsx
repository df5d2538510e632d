import { Repeat } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Run } from '#lib/domain/run.ts'
import { CostText } from '#components/run-list/cost-text.tsx'
import { endMeaning } from '#components/run-list/end-meaning.ts'
import { sourceText } from '#components/attribution/source-text.ts'
import { Badge } from '#components/ui/badge.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime } from '#lib/format/time.ts'
import { formatUsd } from '#lib/format/usd.ts'
import { isShared, paths } from '#lib/paths.ts'
import { CostButton } from './cost/cost-button.tsx'
import { EndReasonMark } from './end-reason.tsx'
import { LiveBadge } from './live-badge.tsx'
import { UsageValue } from './usage-value.tsx'
import { WarningsPopover } from './warnings-popover.tsx'

type RunHeaderProps = {
  run: Run
  onSelect: (spanId: string) => void
}

/** The facts of a run in a strip that wraps. */
export function RunHeader({ run, onSelect }: RunHeaderProps) {
  return (
    <section aria-label="Run facts" className="shrink-0 border-b bg-surface px-4 py-2.5">
      <div className="flex items-start gap-3">
        <h2 className="line-clamp-2 min-w-0 flex-1 text-lg leading-6 font-semibold [overflow-wrap:anywhere]">
          {run.inputPreview || run.agent || 'Run without recorded input'}
        </h2>
        <LiveBadge run={run} />
      </div>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
        <Tooltip content={endMeaning[run.endReason]} side="bottom">
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its tooltip must be reachable by keyboard */}
          <span tabIndex={0} className="flex">
            <EndReasonMark endReason={run.endReason} />
          </span>
        </Tooltip>
        {run.outcome === null ? null : <Fact name="outcome">{run.outcome}</Fact>}
        <span className="tabular">
          {formatCountExact(run.steps)} <span className="text-ink-3">{run.steps === 1 ? 'step' : 'steps'}</span>
        </span>
        <Tooltip content={`${formatAbsoluteTime(run.startedAt)} to ${formatAbsoluteTime(run.endedAt)}`} side="bottom">
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- its tooltip must be reachable by keyboard */}
          <span tabIndex={0} className="tabular">
            {formatDurationNs(run.durationNs)}
          </span>
        </Tooltip>
        <span className="tabular">
          <CostButton target={{ of: 'run' }} of="the run">
            <CostText costUsd={run.costUsd} costStatus={run.costStatus} reportedCostUsd={run.reportedCostUsd} />
            {run.costUsd === null ? <span className="text-ink-3"> cost</span> : null}
          </CostButton>
        </span>
        <UsageValue usage={run.usage} />
        <LoopChip run={run} />
        <WarningsPopover warnings={run.warnings} onSelect={onSelect} />
      </div>
      <IdentityLine run={run} />
      {run.endReason === 'error' && run.errorMessage !== null ? (
        <p className="mt-1 line-clamp-2 text-sm text-bad [overflow-wrap:anywhere]">{run.errorMessage}</p>
      ) : null}
    </section>
  )
}

/** Who and what the run was for. What is unknown is left out. */
function IdentityLine({ run }: { run: Run }) {
  const models = run.models.map((share) => share.model ?? share.requestedModel ?? 'unknown model')
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      {run.agent === null ? null : (
        <Fact name="agent">
          {run.agent}
          {run.agentVersion === null ? null : <span className="text-ink-3"> {run.agentVersion}</span>}
        </Fact>
      )}
      {models.length === 0 ? null : <Fact name={models.length === 1 ? 'model' : 'models'}>{models.join(', ')}</Fact>}
      <OptionalFact name="tenant" value={run.tenant} source={run.identitySources['tenant']} />
      <OptionalFact name="task" value={run.taskType} source={run.identitySources['taskType']} />
      <OptionalFact name="feature" value={run.feature} source={run.identitySources['feature']} />
      <OptionalFact name="user" value={run.user} source={run.identitySources['user']} />
      <OptionalFact name="env" value={run.environment} source={run.identitySources['environment']} />
      {run.session === null ? null : (
        <Fact name="session">
          {isShared(run.project) ? (
            shortId(run.session)
          ) : (
            <Link
              href={paths.session(run.project, run.session, { turn: run.runId })}
              className="text-accent hover:underline"
            >
              {shortId(run.session)}
            </Link>
          )}
        </Fact>
      )}
      <Fact name="from">{run.dialects.join(', ')}</Fact>
      <span className="flex items-center text-ink-3">
        <code title={run.runId}>{shortId(run.runId)}</code>
        <CopyButton text={run.runId} label="Copy the run id" className="h-5" />
      </span>
    </div>
  )
}

function LoopChip({ run }: { run: Run }) {
  const { count, revisits, steps, costUsd, worst } = run.loops
  if (count === 0 && revisits === 0) return null
  if (count === 0) return <Badge>{revisits === 1 ? '1 repeated call' : `${revisits} repeated calls`}</Badge>
  const tip =
    worst === null
      ? null
      : `${worst.label}, ${worst.rounds} rounds (steps ${worst.firstStep} to ${worst.lastStep}). ${steps} steps and ${formatUsd(costUsd)} went into repeating.`
  return (
    <Tooltip content={tip} side="bottom">
      <Badge tone="warn" tabIndex={0}>
        <Repeat aria-hidden />{' '}
        {count > 1 || worst === null ? `${formatCountExact(count)} loops` : `loop × ${formatCountExact(worst.rounds)}`}
        {costUsd === null ? null : (
          <>
            {' · '}
            <CostButton target={{ of: 'loops' }} of="loops" className="tabular">
              {formatUsd(costUsd)}
            </CostButton>
          </>
        )}
      </Badge>
    </Tooltip>
  )
}

/** `source` is where the value was read. */
function OptionalFact({ name, value, source }: { name: string; value: string | null; source: string | undefined }) {
  if (value === null) return null
  return (
    <Fact name={name} tip={source === undefined ? null : `From ${sourceText(source)}`}>
      {value}
    </Fact>
  )
}

function Fact({ name, tip = null, children }: { name: string; tip?: string | null; children: ReactNode }) {
  return (
    <Tooltip content={tip} side="bottom">
      <span className="max-w-full truncate">
        <span className="text-ink-3">{name}</span> {children}
      </span>
    </Tooltip>
  )
}

function shortId(id: string): string {
  return id.length > 16 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id
}

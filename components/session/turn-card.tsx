'use client'

import { IntentLink } from '#components/layout/intent-link.tsx'
import { ArrowRight } from 'lucide-react'
import { CostText } from '#components/run-list/cost-text.tsx'
import { TokensText } from '#components/run-list/tokens-text.tsx'
import { TextBlock } from '#components/run/content/text-block.tsx'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { EndReasonMark } from '#components/run/end-reason.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { Tooltip } from '#components/ui/tooltip.tsx'
import type { Run } from '#lib/domain/run.ts'
import type { TurnText } from '#lib/domain/session.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime, msOfNs } from '#lib/format/time.ts'
import type { TurnRow } from '#lib/run-view/session-turns.ts'

type TurnCardProps = {
  row: Extract<TurnRow, { type: 'turn' }>
  selected: boolean
  href: string
  onSelect: () => void
}

/** Characters of a text that are shown at first. */
const firstChars = 1_200

/** One run as a turn of the conversation: what was asked, what came back, and what it took. */
export function TurnCard({ row, selected, href, onSelect }: TurnCardProps) {
  const { run, input, output } = row.turn
  return (
    <article
      aria-label={`Turn ${row.number}`}
      className={cn(
        'rounded-lg border px-4 py-2.5 max-narrow:px-2',
        selected ? 'border-accent bg-accent-soft/40' : 'border-transparent',
      )}
    >
      <header className="flex items-baseline gap-3">
        <button
          type="button"
          aria-pressed={selected}
          onClick={onSelect}
          className="shrink-0 rounded-sm text-sm font-medium whitespace-nowrap hover:text-accent"
        >
          Turn {row.number}
        </button>
        <TurnFacts run={run} />
        <IntentLink href={href} className={buttonClasses({ variant: 'ghost', size: 'sm', className: 'ml-auto' })}>
          Open run <ArrowRight aria-hidden />
        </IntentLink>
      </header>
      <div className="mt-1 border-l-2 border-accent pl-3 leading-6">
        <Said text={input} nothing="No input was recorded." href={href} />
      </div>
      <div className="mt-2 pl-3.5 leading-6">
        {run.errorMessage !== null && run.endReason === 'error' ? (
          <p className="text-bad [overflow-wrap:anywhere]">{run.errorMessage}</p>
        ) : null}
        <Said
          text={output}
          nothing={run.endReason === 'running' ? 'Still at work …' : 'No output was recorded.'}
          href={href}
        />
      </div>
    </article>
  )
}

function Said({ text: { text, isWhole }, nothing, href }: { text: TurnText; nothing: string; href: string }) {
  if (text === '') return <p className="text-ink-3">{nothing}</p>
  return (
    <>
      <TextBlock text={text} mode="markdown" first={firstChars} />
      {isWhole ? null : (
        <p className="text-sm text-ink-3">
          This is the beginning;{' '}
          <IntentLink href={href} className="text-accent hover:underline">
            all of it is in the run
          </IntentLink>
          .
        </p>
      )}
    </>
  )
}

function TurnFacts({ run }: { run: Run }) {
  const started = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
  return (
    <div className="tabular flex min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5 text-xs text-ink-2">
      <Tooltip content={formatAbsoluteTime(run.startedAt)}>
        <time dateTime={new Date(msOfNs(run.startedAt)).toISOString()} suppressHydrationWarning>
          {started.format(msOfNs(run.startedAt))}
        </time>
      </Tooltip>
      <EndReasonMark endReason={run.endReason} className="font-normal" />
      <span>
        {formatCountExact(run.steps)} {run.steps === 1 ? 'step' : 'steps'}
      </span>
      <span>{formatDurationNs(run.durationNs)}</span>
      <ListedCost run={run} spanId={null} of="the turn">
        <CostText {...run} />
      </ListedCost>
      <span>
        <TokensText usage={run.usage} /> tokens
      </span>
      {run.toolErrors === 0 ? null : (
        <span className="text-bad">
          {formatCountExact(run.toolErrors)} tool {run.toolErrors === 1 ? 'error' : 'errors'}
        </span>
      )}
    </div>
  )
}

import { Maximize2, Minimize2, SquareArrowOutUpRight, X } from 'lucide-react'
import Link from 'next/link'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { EndReasonMark } from '#components/run/end-reason.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { CostText } from '../cost-text.tsx'
import { runTitle } from '../run-preview-cell.tsx'
import { TokensText } from '../tokens-text.tsx'

type PeekHeaderProps = {
  run: Run | undefined
  href: string
  isFull: boolean
  onFull: (full: boolean) => void
  onClose: () => void
}

export function PeekHeader({ run, href, isFull, onFull, onClose }: PeekHeaderProps) {
  return (
    <header className="shrink-0 border-b px-3 py-2">
      <div className="flex items-start gap-1">
        <h2 className="line-clamp-2 min-w-0 flex-1 pt-0.5 text-base font-semibold [overflow-wrap:anywhere]">
          {run === undefined ? <Skeleton className="w-2/3" /> : runTitle(run)}
        </h2>
        {run === undefined ? null : <CopyButton text={run.runId} label="Copy run id" size="md" />}
        <Link href={href} className={buttonClasses({ variant: 'ghost', className: 'px-2' })}>
          <SquareArrowOutUpRight aria-hidden /> Open
        </Link>
        <IconButton label={isFull ? 'Beside the list again' : 'Over the whole page'} onClick={() => onFull(!isFull)}>
          {isFull ? <Minimize2 /> : <Maximize2 />}
        </IconButton>
        <IconButton label="Close" shortcut="Esc" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {run === undefined ? null : <PeekFacts run={run} />}
    </header>
  )
}

function PeekFacts({ run }: { run: Run }) {
  return (
    <div className="tabular mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <EndReasonMark endReason={run.endReason} />
      <span>
        {formatCountExact(run.steps)} <span className="text-ink-3">{run.steps === 1 ? 'step' : 'steps'}</span>
      </span>
      <span>{formatDurationNs(run.durationNs)}</span>
      <ListedCost run={run} spanId={null} of="the run">
        <CostText {...run} />
      </ListedCost>
      <span>
        <TokensText usage={run.usage} /> <span className="text-ink-3">tokens</span>
      </span>
      {[run.tenant, run.taskType].map((text) =>
        text === null ? null : (
          <span key={text} className="max-w-40 truncate text-ink-2">
            {text}
          </span>
        ),
      )}
    </div>
  )
}

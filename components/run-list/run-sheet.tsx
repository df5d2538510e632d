import Link from 'next/link'
import type { ReactNode } from 'react'
import { ListedCost } from '#components/run/cost/listed-cost.tsx'
import { EndReasonMark } from '#components/run/end-reason.tsx'
import { UsageTable } from '#components/run/usage-value.tsx'
import { buttonClasses } from '#components/ui/button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { Sheet } from '#components/ui/sheet.tsx'
import type { Run } from '#lib/domain/run.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { formatDurationNs } from '#lib/format/duration.ts'
import { formatAbsoluteTime } from '#lib/format/time.ts'
import { unknownText } from '#lib/format/unknown.ts'
import { paths } from '#lib/paths.ts'
import { CostText } from './cost-text.tsx'
import { runTitle } from './run-preview-cell.tsx'

/** On a phone: what the row has no room for. */
export function RunSheet({ run, href, onClose }: { run: Run | null; href: string; onClose: () => void }) {
  return (
    <Sheet title={run ? runTitle(run) : 'Run'} side="bottom" open={run !== null} onOpenChange={onClose}>
      {run ? <RunFacts run={run} href={href} /> : null}
    </Sheet>
  )
}

function RunFacts({ run, href }: { run: Run; href: string }) {
  const facts: [string, ReactNode][] = [
    ['End', <EndReasonMark key="end" endReason={run.endReason} />],
    ['Output', run.errorMessage ?? (run.outputPreview || unknownText)],
    ['Outcome', run.outcome],
    ['Agent', run.agent === null ? null : [run.agent, run.agentVersion ?? ''].join(' ')],
    ['Task type', run.taskType ?? unknownText],
    ['Tenant', run.tenant ?? unknownText],
    ['Feature', run.feature],
    ['User', run.user],
    ['Session', run.session === null ? null : <SessionLink key="session" run={run} session={run.session} />],
    ['Environment', run.environment],
    [
      'Models',
      run.models.map(({ model, requestedModel }) => model ?? requestedModel ?? unknownText).join(', ') || null,
    ],
    ['Tags', run.tags.join(', ') || null],
    ['Steps', formatCountExact(run.steps)],
    ['Tool calls', `${formatCountExact(run.toolCalls)}, ${formatCountExact(run.toolErrors)} failed`],
    ['Tokens', <UsageTable key="tokens" usage={run.usage} />],
    ['Cost', <SheetCost key="cost" run={run} />],
    ['Duration', formatDurationNs(run.durationNs)],
    ['Started', formatAbsoluteTime(run.startedAt)],
  ]
  return (
    <div className="grid gap-4 p-4">
      <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-2">
        {facts
          .filter(([, value]) => value !== null)
          .map(([label, value]) => (
            <div key={label} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-3">{label}</dt>
              <dd className="tabular line-clamp-6 break-words">{value}</dd>
            </div>
          ))}
      </dl>
      <div className="flex items-center gap-2">
        <Link href={href} className={buttonClasses({ variant: 'primary', size: 'lg' })}>
          Open run
        </Link>
        <CopyButton text={run.runId} label="Copy run id" size="md" />
      </div>
    </div>
  )
}

/** Its card opens within the sheet. */
function SheetCost({ run }: { run: Run }) {
  return (
    <ListedCost run={run} spanId={null} of="the run" className="underline">
      <CostText {...run} />
    </ListedCost>
  )
}

function SessionLink({ run, session }: { run: Run; session: string }) {
  return (
    <Link href={paths.session(run.project, session, { turn: run.runId })} className="text-accent hover:underline">
      {session}
    </Link>
  )
}

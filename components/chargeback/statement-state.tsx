import Link from 'next/link'
import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button, buttonClasses } from '#components/ui/button.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import type { ClosedStatement, StatementReport } from '#lib/domain/chargeback.ts'
import { actorLabel } from '#components/access/history/history-texts.ts'
import { paths } from '#lib/paths.ts'
import { dateText } from './date-text.ts'
import type { ShownPeriod } from './shown-period.ts'
import { warningKey, WarningLine } from './warning-line.tsx'
import { besideTheFigures } from './warning-texts.ts'

type StatementStateProps = {
  project: string
  report: StatementReport
  period: ShownPeriod
  /** Where the same statement is as it was closed, or as its runs are now. */
  otherHref: string
  /** What has changed since it was closed; null while that is not known, or nobody may see it. */
  changes: ReactNode
  mayClose: boolean
  onClose: () => void
  onReopen: () => void
}

/** Whether the period is closed, by whom and with which hash, and what to know before it is. */
export function StatementState(props: StatementStateProps) {
  const { project, report, period, otherHref, changes, mayClose, onClose, onReopen } = props
  const { closing, isFrozen, warnings } = report
  const isClosed = closing?.state === 'closed'
  const notes = besideTheFigures(warnings)
  return (
    <section
      aria-label="State of the statement"
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b px-3 py-2"
    >
      <strong className="font-medium narrow:hidden">{period.label}</strong>
      {isClosed ? <Closed closing={closing} /> : <Open project={project} report={report} period={period} />}
      <span className="flex-1" />
      {isClosed ? (
        <>
          <Link href={otherHref} className={buttonClasses({ variant: 'ghost' })}>
            {isFrozen ? 'Show it as it is now' : 'Show it as it was closed'}
          </Link>
          {mayClose ? <Button onClick={onReopen}>Reopen</Button> : null}
        </>
      ) : mayClose ? (
        <Tooltip content={period.isOver ? null : 'It can be closed from its end on.'}>
          <Button variant="primary" disabled={!period.isOver} focusableWhenDisabled onClick={onClose}>
            Close the period
          </Button>
        </Tooltip>
      ) : null}
      {isClosed && !isFrozen ? (
        <p className="w-full text-warn">These are the runs as they are now, not what was closed.</p>
      ) : null}
      {changes === null ? null : <div className="w-full">{changes}</div>}
      {notes.length === 0 ? null : (
        <ul className="w-full text-ink-2">
          {notes.map((warning) => (
            <li key={warningKey(warning)}>
              <WarningLine warning={warning} project={project} timeZone={report.statement.timeZone} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Closed({
  closing: { closedAt, closedBy, contentHash, timeZone, version, reason },
}: {
  closing: ClosedStatement
}) {
  // prettier-ignore
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone="good">closed</Badge>
      <span>
        {dateText(closedAt, timeZone)} by {actorLabel(closedBy)}
        {version > 1 ? <span className="text-ink-3">, version {version}</span> : null}
      </span>
      {reason === '' ? null : <span className="text-ink-2">“{reason}”</span>}
      <span className="flex items-center gap-1 text-sm text-ink-3">
        content hash <code className="text-ink-2">{contentHash.slice(0, 12)}…</code>
        <CopyButton text={contentHash} label="Copy the content hash" />
      </span>
    </div>
  )
}

function Open({
  project,
  report: { closing, statement },
  period,
}: Pick<StatementStateProps, 'project' | 'report' | 'period'>) {
  const reopened = closing?.reopened ?? null
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <Badge tone={period.isOver ? 'warn' : 'accent'}>{reopened === null ? 'open' : 'reopened'}</Badge>
      {reopened === null ? (
        <span className="text-ink-2">
          {period.isOver
            ? 'The period is over and not closed yet: amounts still follow the runs.'
            : `So far: the period ends on ${dateText(statement.to, statement.timeZone)}.`}
        </span>
      ) : (
        <span>
          {dateText(reopened.at, statement.timeZone)} by {actorLabel(reopened.by)}
          {reopened.reason === '' ? '.' : `: “${reopened.reason}”`}
          {closing === null ? null : (
            <Link
              href={paths.chargebackPrint(project, { statement: closing.statementId, version: closing.version })}
              className="pl-2 text-accent underline decoration-line-strong underline-offset-3 hover:decoration-current"
            >
              Version {closing.version} as it was closed
            </Link>
          )}
        </span>
      )}
    </div>
  )
}

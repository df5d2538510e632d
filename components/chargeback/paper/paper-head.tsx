import { actorLabel } from '#components/access/history/history-texts.ts'
import { dateText } from '../date-text.ts'
import { shownPeriod } from '../shown-period.ts'
import type { PaperProps } from './paper-statement.tsx'

/** Whose statement it is, of which period, and in which state. */
export function PaperHead({ title, project, statementId, statement, closing }: PaperProps & { title: string }) {
  const { from, to, timeZone } = statement
  return (
    <header className="mb-6 flex items-start justify-between gap-8 border-b border-line-strong pb-4">
      <div className="min-w-0">
        <p className="text-ink-2">Statement of AI usage</p>
        <h1 className="text-xl font-semibold wrap-anywhere">{title}</h1>
        <p className="pt-1 text-lg">{shownPeriod(statement, Date.parse(to)).label}</p>
      </div>
      <dl className="tabular grid shrink-0 grid-cols-[auto_auto] gap-x-3 gap-y-0.5 text-sm [&_dt]:text-ink-2">
        <dt>Project</dt>
        <dd className="max-w-60 wrap-anywhere">{project}</dd>
        <dt>From</dt>
        <dd>{dateText(from, timeZone)}</dd>
        <dt>Until before</dt>
        <dd>{dateText(to, timeZone)}</dd>
        <dt>Time zone</dt>
        <dd>{timeZone}</dd>
        <dt>Statement</dt>
        <dd>
          {statementId}
          {closing === null ? ', draft' : `, version ${closing.version}`}
        </dd>
        {closing === null ? null : (
          <>
            <dt>Closed</dt>
            <dd>
              {dateText(closing.closedAt, timeZone)}
              <br />
              by {actorLabel(closing.closedBy)}
            </dd>
            {closing.reopened === null ? null : (
              <>
                <dt>Reopened</dt>
                <dd className="font-semibold">
                  {dateText(closing.reopened.at, timeZone)}
                  <br />
                  not in force any more
                </dd>
              </>
            )}
          </>
        )}
      </dl>
    </header>
  )
}

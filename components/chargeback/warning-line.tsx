import Link from 'next/link'
import type { StatementWarning } from '#lib/domain/chargeback.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { paths } from '#lib/paths.ts'
import { dateText } from './date-text.ts'
import { warningText } from './warning-texts.ts'

type WarningLineProps = { warning: StatementWarning; project: string; timeZone: string }

/** A warning; about some time it names that, and leads to the statement that would bill it. */
export function WarningLine({ warning, project, timeZone }: WarningLineProps) {
  const { code, count, from, to } = warning
  const isTime = from !== undefined && to !== undefined
  return (
    <>
      {warningText(warning)}
      {isTime ? (
        <>
          {' '}
          {code === 'hours_left_out' ? 'Nobody is billed for' : 'What is left of it is'} {dateText(from, timeZone)} to{' '}
          {dateText(to, timeZone)}
          {code === 'hours_left_out' ? `, ${formatCountExact(count)} ${count === 1 ? 'run' : 'runs'}` : ''}.{' '}
          <Link
            href={paths.chargeback(project, { from, to, timeZone })}
            className="text-accent underline decoration-line-strong underline-offset-3 hover:decoration-current"
          >
            {code === 'hours_left_out' ? 'Bill these hours by themselves' : 'Close that in its place'}
          </Link>
        </>
      ) : null}
    </>
  )
}

export function warningKey({ code, from = '' }: StatementWarning): string {
  return `${code} ${from}`
}
